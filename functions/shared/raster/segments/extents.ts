import type { Components } from './components.ts';

/** The sizes of components, by their labels. */
export interface ComponentSizes {
  /** Pixels. */
  readonly counts: Int32Array;
  /** The longer side of the rectangle around it, in pixels. */
  readonly sides: Int32Array;
  /** The index of its first pixel, row by row. */
  readonly first: Int32Array;
}

/** Measures components of a picture of a width. */
export function sizesOf({ labels, count }: Components, width: number): ComponentSizes {
  const counts = new Int32Array(count);
  const first = new Int32Array(count).fill(-1);
  const last = new Int32Array(count);
  const left = new Int32Array(count).fill(width);
  const right = new Int32Array(count);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (label < 0) continue;
    const column = i % width;
    counts[label]++;
    if (first[label] < 0) first[label] = i;
    last[label] = i;
    left[label] = Math.min(left[label], column);
    right[label] = Math.max(right[label], column);
  }
  const sides = counts.map((_, label) => {
    const rows = Math.floor(last[label] / width) - Math.floor(first[label] / width) + 1;
    return Math.max(rows, right[label] - left[label] + 1);
  });
  return { counts, sides, first };
}
