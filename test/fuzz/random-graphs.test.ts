import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import type { FuzzReport, FuzzTask } from './fuzz-worker.ts';
import { randomExpression } from './graph.ts';

/** FUZZ_SEED=7 FUZZ_RUNS=1 tries one seed again. */
const seed = Number(process.env['FUZZ_SEED'] ?? 1);
const runs = Number(process.env['FUZZ_RUNS'] ?? 2_000);
const task: FuzzTask = { seed, runs };
/** An expression that takes longer hangs: its budget is a third of this. */
const PATIENCE = 15_000;

interface Tally {
  value: number;
  refused: number;
  faults: string[];
}

/** Tries expressions in a thread of its own, which can be ended if one never comes to an end. */
function fuzz(): Promise<Tally> {
  const { promise, resolve, reject } = Promise.withResolvers<Tally>();
  const tally: Tally = { value: 0, refused: 0, faults: [] };
  const worker = new Worker(new URL('fuzz-worker.ts', import.meta.url), { workerData: task });
  let current = seed;
  const hangs = () => reject(new Error(`Seed ${current} hangs: ${JSON.stringify(randomExpression(current))}`));
  let watchdog = setTimeout(hangs, PATIENCE);
  worker.on('message', (report: FuzzReport) => {
    clearTimeout(watchdog);
    watchdog = setTimeout(hangs, PATIENCE);
    current = report.seed;
    if (report.kind === 'fault') {
      const expression = JSON.stringify(randomExpression(report.seed));
      tally.faults.push(`Seed ${report.seed}: ${report.message}\n${expression.slice(0, 5_000)}`);
    } else if (report.kind !== 'started') tally[report.kind]++;
  });
  worker.on('error', (error) => reject(new Error(`Seed ${current} ended its thread.`, { cause: error })));
  worker.on('exit', () => resolve(tally));
  return promise.finally(() => {
    clearTimeout(watchdog);
    return worker.terminate();
  });
}

it('random graphs are answered by a value or by an error for the caller', { timeout: 86_400_000 }, async () => {
  const { value, refused, faults } = await fuzz();
  expect(faults).toEqual([]);
  // Graphs that are mostly refused, or never, would try little.
  if (runs >= 1_000) {
    expect(value / (value + refused)).toBeGreaterThan(0.05);
    expect(refused).toBeGreaterThan(0);
  }
});
