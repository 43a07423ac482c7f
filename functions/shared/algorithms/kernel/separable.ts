import type { Tap } from './tap.ts';

/** A weight in a row or a column of a kernel, and how far from the focus. */
export interface LineTap {
  readonly at: number;
  readonly weight: number;
}

/** A kernel that is a column times a row, each in the order of the taps: many fewer operations do the same. */
export interface Separated {
  readonly horizontal: readonly LineTap[];
  readonly vertical: readonly LineTap[];
}

/** Weights are taken for products up to this part of the largest one. */
const TOLERANCE = 1e-12;

/** A kernel's weights as those of a row and of a column, if they are their products and that saves work. */
export function separated(taps: readonly Tap[]): Separated | undefined {
  const columns = [...new Set(taps.map(({ x }) => x))];
  const rows = [...new Set(taps.map(({ y }) => y))];
  if (taps.length !== columns.length * rows.length || taps.length <= columns.length + rows.length) return undefined;
  const weights = new Map(taps.map(({ x, y, weight }) => [`${x},${y}`, weight]));
  const pivot = taps.reduce((best, tap) => (Math.abs(tap.weight) > Math.abs(best.weight) ? tap : best));
  const weightAt = (x: number, y: number) => weights.get(`${x},${y}`) as number;
  const horizontal = columns.map((x) => ({ at: x, weight: weightAt(x, pivot.y) }));
  const vertical = rows.map((y) => ({ at: y, weight: weightAt(pivot.x, y) / pivot.weight }));
  const exact = horizontal.every(({ at: x, weight: a }) =>
    vertical.every(({ at: y, weight: b }) => Math.abs(weightAt(x, y) - a * b) <= TOLERANCE * Math.abs(pivot.weight)),
  );
  return exact ? { horizontal, vertical } : undefined;
}
