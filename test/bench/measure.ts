/** Milliseconds of the fastest of some runs: the one that the machine disturbed least. */
export async function fastest(runs: number, work: () => unknown): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < runs; i++) {
    const started = performance.now();
    await work();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

/** The quantiles of some durations, in milliseconds. */
export function quantiles(durations: readonly number[]): { p50: number; p95: number } {
  const sorted = durations.toSorted((a, b) => a - b);
  const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
  return { p50: at(0.5), p95: at(0.95) };
}

/** Prints rows as a table. */
export function table(title: string, rows: readonly { readonly [column: string]: string | number }[]): void {
  console.log(`\n${title}`);
  console.table(rows);
}
