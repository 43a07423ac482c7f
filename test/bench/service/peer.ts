import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Spent } from './spent.ts';

const PYTHON = '/usr/bin/python3';
const SCRIPT = join(import.meta.dirname, 'peers.py');

interface Answer extends Spent {
  readonly result: unknown;
}

/** rasterio, NumPy and GDAL's tools in a process of their own, which has loaded them when it is asked. */
export class Peer {
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #lines: AsyncIterator<string>;

  constructor() {
    this.#process = spawn(PYTHON, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** What is missing on this machine; undefined if nothing is. */
  static missing(): string | undefined {
    if (spawnSync(PYTHON, ['-c', 'import numpy, rasterio']).status !== 0) return `${PYTHON} cannot import rasterio`;
    if (spawnSync('gdal_calc.py', ['--help']).status !== 0) return 'gdal_calc.py cannot be run';
    return undefined;
  }

  /** Does a job of `peers.py`. */
  async ask(job: string, ...args: unknown[]): Promise<Answer> {
    this.#process.stdin.write(`${JSON.stringify({ job, arguments: args })}\n`);
    const { value } = await this.#lines.next();
    const { seconds, cpu, result, error } = JSON.parse(value);
    if (error) throw new Error(`${job}: ${error}`);
    return { wall: seconds, cpu, result };
  }

  end(): void {
    this.#process.stdin.end();
  }
}
