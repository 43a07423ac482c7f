import { parentPort, workerData } from 'node:worker_threads';
import { randomExpression } from './graph.ts';
import { outcomeOf } from './outcome.ts';

/** The seeds to try, until the time is over. */
export interface FuzzTask {
  readonly seed: number;
  readonly runs: number;
  readonly milliseconds: number;
}

export type FuzzReport =
  | { readonly kind: 'started' | 'value' | 'refused'; readonly seed: number }
  | { readonly kind: 'fault'; readonly seed: number; readonly message: string };

const { seed: first, runs, milliseconds } = workerData as FuzzTask;
const report = (message: FuzzReport): void => parentPort?.postMessage(message);
const end = Date.now() + milliseconds;
for (let seed = first; seed < first + runs && Date.now() < end; seed++) {
  report({ kind: 'started', seed });
  report({ seed, ...(await outcomeOf(randomExpression(seed))) });
}
