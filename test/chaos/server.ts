import { createRequire, syncBuiltinESMExports } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { Worker } from 'node:worker_threads';

/**
 * The function `batch` in a process of its own, whose clock jumps and whose worker threads end when its parent says so. What both are made by is
 * changed before anything is loaded.
 */

/** What the parent says. */
export type Order = { readonly clock: number } | { readonly endThread: number };

let ahead = 0;
const RealDate = Date;
class JumpingDate extends RealDate {
  constructor(...given: [] | [number]) {
    if (given.length === 0) super(JumpingDate.now());
    else super(...given);
  }

  static override now(): number {
    return RealDate.now() + ahead;
  }
}
globalThis.Date = JumpingDate as DateConstructor;

const workers = new Set<Worker>();
const threads = createRequire(import.meta.url)('node:worker_threads') as { Worker: typeof Worker };
threads.Worker = class extends threads.Worker {
  constructor(...given: ConstructorParameters<typeof Worker>) {
    super(...given);
    workers.add(this);
    this.once('exit', () => workers.delete(this));
  }
};
syncBuiltinESMExports();

process.on('message', (order: Order) => {
  if ('clock' in order) ahead = order.clock;
  else {
    const all = [...workers];
    if (all.length > 0) void all[Math.floor(order.endThread * all.length)].terminate();
  }
});
// Nobody is left to serve.
process.on('disconnect', () => process.exit(0));

const { getTestServer } = await import('@google-cloud/functions-framework/testing');
await import('../../functions/batch/index.ts');
const server = getTestServer('batch');
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
