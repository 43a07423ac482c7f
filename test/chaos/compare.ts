import { fork } from 'node:child_process';
import type { ChaosOptions } from './chaos.ts';
import type { Outcome } from './outcome.ts';

const RUN = new URL('./run.ts', import.meta.url);

/** Does a run in a process of its own. */
function outcomeOf(options: ChaosOptions): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = fork(RUN, [JSON.stringify(options)]);
    child.once('message', (outcome) => resolve(outcome as Outcome));
    child.once('exit', (code, signal) => reject(new Error(`The run ended with ${code ?? signal}.`)));
    process.once('exit', () => child.kill('SIGKILL'));
  });
}

/** What two runs have come to. */
export interface Comparison {
  readonly calm: Outcome;
  readonly wild: Outcome;
  /** What is not the same, or should not be there. */
  readonly differences: readonly string[];
}

/** Does the same undisturbed and disturbed, and compares what there is then. */
export async function compareRuns(options: Omit<ChaosOptions, 'disturbed' | 'due'>): Promise<Comparison> {
  const due = Math.floor(Date.now() / 60_000) * 60_000;
  const calm = await outcomeOf({ ...options, due, disturbed: false });
  const wild = await outcomeOf({ ...options, due, disturbed: true });
  const differences = [
    ...differencesOf('operation', calm.operations, wild.operations),
    ...differencesOf('object', calm.objects, wild.objects),
    ...calm.leftovers.map((what) => `left by the undisturbed run: ${what}`),
    ...wild.leftovers.map((what) => `left: ${what}`),
  ];
  return { calm, wild, differences };
}

type Texts = { readonly [name: string]: string };

function differencesOf(what: string, calm: Texts, wild: Texts): string[] {
  return [...new Set([...Object.keys(calm), ...Object.keys(wild)])]
    .filter((name) => calm[name] !== wild[name])
    .map((name) => `${what} ${name}: ${calm[name] ?? 'nothing'}, disturbed ${wild[name] ?? 'nothing'}`);
}
