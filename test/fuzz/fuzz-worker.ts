import { parentPort, workerData } from 'node:worker_threads';
import { randomExpression } from './graph.ts';
import { outcomeOf } from './outcome.ts';

/** The seeds to try. */
export interface FuzzTask {
  readonly seed: number;
  readonly runs: number;
}

export type FuzzReport =
  | { readonly kind: 'started' | 'value' | 'refused'; readonly seed: number }
  | { readonly kind: 'fault'; readonly seed: number; readonly message: string };

const { seed: first, runs } = workerData as FuzzTask;
const report = (message: FuzzReport): void => parentPort?.postMessage(message);
for (let seed = first; seed < first + runs; seed++) {
  report({ kind: 'started', seed });
  report({ seed, ...(await outcomeOf(randomExpression(seed))) });
}
