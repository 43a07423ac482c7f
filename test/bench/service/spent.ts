/** Seconds of a clock, and of processors. */
export interface Spent {
  readonly wall: number;
  readonly cpu: number;
}

/** What some work of this process takes. */
export async function spent(work: () => unknown): Promise<Spent> {
  const start = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wall: (performance.now() - start) / 1_000, cpu: (user + system) / 1e6 };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
