/** What the requests of a part of the load came to. */
export interface Outcome {
  /** Milliseconds of each that was answered with 200. */
  readonly durations: number[];
  /** How many were answered with each other status; 0 stands for no answer. */
  readonly failures: Map<number, number>;
}

export function newOutcome(): Outcome {
  return { durations: [], failures: new Map() };
}

/** Sends a request, and notes how long it took, or how it failed. */
export async function timed(outcome: Outcome, ask: () => Promise<number>): Promise<void> {
  const start = performance.now();
  const status = await ask().catch(() => 0);
  if (status === 200) outcome.durations.push(performance.now() - start);
  else outcome.failures.set(status, (outcome.failures.get(status) ?? 0) + 1);
}

/** Works through tasks, some at a time. */
export async function together(tasks: Iterable<() => Promise<void>>, atATime: number): Promise<void> {
  const rest = tasks[Symbol.iterator]();
  const worker = async () => {
    for (let next = rest.next(); !next.done; next = rest.next()) await next.value();
  };
  await Promise.all(Array.from({ length: atATime }, worker));
}
