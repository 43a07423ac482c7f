/** Neighbours side by side in a row: their row from the pixel in question, and their first and last column. */
export interface Run {
  readonly y: number;
  readonly from: number;
  readonly to: number;
}

/** Places as runs that are as long as can be, row by row; each place comes once. */
export function runsOf(places: readonly { readonly x: number; readonly y: number }[]): Run[] {
  const ordered = [...places].sort((a, b) => a.y - b.y || a.x - b.x);
  const runs: { y: number; from: number; to: number }[] = [];
  for (const { x, y } of ordered) {
    const last = runs.at(-1);
    if (last !== undefined && last.y === y && last.to === x - 1) last.to = x;
    else runs.push({ y, from: x, to: x });
  }
  return runs;
}
