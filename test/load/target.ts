import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Endpoint } from '../../functions/shared/endpoint.ts';
import type { TilePlace } from '../../functions/shared/jobs/tile-pyramid.ts';
import { HALF_WORLD } from '../../functions/shared/raster/request-grid.ts';
import { ApiClient } from '../../infra/local/api-client.ts';
import { DEMO_PROJECT } from '../../infra/local/samples.ts';
import type { SharedTerrane } from '../integration/shared/start.ts';

/** Limits that no part of the load runs into: what is measured is the server. */
const UNLIMITED = {
  TERRANE_USER_REQUESTS: '100000',
  TERRANE_PROJECT_REQUESTS: '100000',
  TERRANE_USER_COMPUTATIONS: '100000',
  TERRANE_PROJECT_COMPUTATIONS: '100000',
};

/** Who asks, where, and until when. Nobody in particular is one user, too: that of the maps. */
export interface Asking {
  readonly user?: string;
  readonly signal?: AbortSignal;
  readonly endpoint?: Endpoint;
}

function posted(body: object, { user, signal }: Asking = {}): RequestInit {
  return {
    method: 'POST',
    // In open mode tokens tell callers apart.
    headers: { 'content-type': 'application/json', ...(user ? { authorization: `Bearer ${user}` } : {}) },
    body: JSON.stringify(body),
    ...(signal ? { signal } : {}),
  };
}

export type Node = object;
export interface Expression {
  readonly result: string;
  readonly values: { readonly [key: string]: Node };
}

export const call = (functionName: string, args: object): Node => ({
  functionInvocationValue: { functionName, arguments: args },
});
export const constant = (constantValue: unknown): Node => ({ constantValue });
/** An expression of one node. */
export const expression = (node: Node): Expression => ({ result: '0', values: { 0: node } });

/** A Terrane with its samples, in a process of its own. */
export class Target {
  readonly api: ApiClient;
  readonly #urls: Readonly<Record<Endpoint, string>>;
  readonly #process: ChildProcess;

  private constructor({ url, highVolumeUrl }: SharedTerrane, process: ChildProcess) {
    this.#urls = { standard: url, 'high-volume': highVolumeUrl };
    this.#process = process;
    this.api = new ApiClient(url, DEMO_PROJECT);
  }

  static async start(): Promise<Target> {
    const code = new URL('../integration/shared/serve.ts', import.meta.url);
    const server = fork(code, {
      execArgv: ['--max-semi-space-size=8'],
      env: { ...process.env, ...UNLIMITED, TERRANE_LOG: 'off' },
    });
    const [shared] = (await once(server, 'message')) as [SharedTerrane];
    return new Target(shared, server);
  }

  /** Megabytes of memory that the server's process has; undefined where the system does not tell. */
  megabytes(): number | undefined {
    try {
      const status = readFileSync(`/proc/${this.#process.pid}/status`, 'utf8');
      return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
    } catch {
      return undefined;
    }
  }

  /** Keeps a map of an image. @returns its name */
  async map(image: Node): Promise<string> {
    const body = { expression: expression(image), fileFormat: 'PNG' };
    return (await this.api.post<{ name: string }>(`projects/${DEMO_PROJECT}/maps`, body)).name;
  }

  /** Asks for a tile of a map. @returns the status */
  tile(map: string, { zoom, x, y }: TilePlace, signal?: AbortSignal): Promise<number> {
    return this.#ask(`${map}/tiles/${zoom}/${x}/${y}`, { ...(signal ? { signal } : {}) });
  }

  /** Asks for the value of an expression. @returns the status */
  value(wanted: Expression, { user, signal, endpoint }: Asking = {}): Promise<number> {
    const init = posted({ expression: wanted }, { ...(signal ? { signal } : {}), ...(user ? { user } : {}) });
    return this.#ask(`projects/${DEMO_PROJECT}/value:compute`, init, endpoint);
  }

  /** Asks for 256 x 256 pixels of an image as numbers. @returns the status */
  pixels(image: Node, { zoom, x, y }: TilePlace): Promise<number> {
    const side = (2 * HALF_WORLD) / 2 ** zoom;
    const affineTransform = {
      scaleX: side / 256,
      translateX: x * side - HALF_WORLD,
      scaleY: -side / 256,
      translateY: HALF_WORLD - y * side,
    };
    const grid = { crsCode: 'EPSG:3857', affineTransform, dimensions: { width: 256, height: 256 } };
    const body = { expression: expression(image), fileFormat: 'NPY', grid };
    return this.#ask(`projects/${DEMO_PROJECT}/image:computePixels`, posted(body));
  }

  async #ask(path: string, init: RequestInit, endpoint: Endpoint = 'standard'): Promise<number> {
    const reply = await fetch(`${this.#urls[endpoint]}/v1/${path}`, init);
    await reply.arrayBuffer();
    return reply.status;
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.disconnect();
    await ended;
  }
}
