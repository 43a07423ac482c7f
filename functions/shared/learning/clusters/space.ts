import type { Samples } from '../samples.ts';

/** Points to be clustered: rows of inputs that have all been brought to the range from 0 to 1. */
export interface Space {
  readonly points: Float64Array;
  readonly width: number;
  readonly count: number;
  /** Brings a row of inputs to the same ranges. */
  normalize(rows: Float64Array, start: number, into: Float64Array): void;
}

/** The samples as points. Inputs of one value only become 0, so that they make no difference. */
export function spaceOf({ columns, targets }: Samples, normalized = true): Space {
  const width = columns.length;
  const count = targets.length;
  const ranges = columns.map((column) => (normalized ? rangeOf(column) : { low: 0, span: 1 }));
  const low = Float64Array.from(ranges, (range) => range.low);
  const span = Float64Array.from(ranges, (range) => range.span);
  const points = new Float64Array(count * width);
  for (let row = 0, at = 0; row < count; row++) {
    for (let i = 0; i < width; i++, at++) points[at] = span[i] > 0 ? (columns[i][row] - low[i]) / span[i] : 0;
  }
  return {
    points,
    width,
    count,
    normalize(rows, start, into) {
      for (let i = 0; i < width; i++) into[i] = span[i] > 0 ? (rows[start + i] - low[i]) / span[i] : 0;
    },
  };
}

function rangeOf(column: Float64Array): { low: number; span: number } {
  let [low, high] = [Infinity, -Infinity];
  for (const value of column) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, span: high - low };
}
