import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ColumnDistances } from './column-distances.ts';
import { DISTANCE_METRICS } from './row-distances.ts';

const MEASURES: { readonly [name: string]: (x: number, y: number) => number } = {
  squared_euclidean: (x, y) => x * x + y * y,
  manhattan: (x, y) => Math.abs(x) + Math.abs(y),
  chebyshev: (x, y) => Math.max(Math.abs(x), Math.abs(y)),
};

/** Rows, the first and the last of which are beyond the grid. */
function transformed(metric: string, rows: readonly (readonly number[])[], above: number, below: number): number[][] {
  const width = rows[0].length;
  const height = rows.length - above - below;
  const columns = new ColumnDistances(width, height);
  // In two pieces, as they may come.
  const cut = Math.ceil(rows.length / 3);
  columns.take(rows.slice(0, cut).flat(), undefined, 0 - above);
  columns.take(rows.slice(cut).flat(), undefined, cut - above);
  const distances = columns.results();
  return Array.from({ length: height }, (_, row) => {
    const results = new Float64Array(width);
    DISTANCE_METRICS[metric].row(distances.subarray(row * width, (row + 1) * width), results);
    return [...results];
  });
}

describe.each(Object.keys(MEASURES))('%s', (metric) => {
  it('is the distance to the nearest of all targets', () => {
    const pictures = fc.integer({ min: 1, max: 12 }).chain((width) =>
      fc.record({
        rows: fc.array(
          fc.array(fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.integer({ min: -1, max: 2 })), {
            minLength: width,
            maxLength: width,
          }),
          { minLength: 5, maxLength: 14 },
        ),
        above: fc.integer({ min: 0, max: 2 }),
        below: fc.integer({ min: 0, max: 2 }),
      }),
    );
    fc.assert(
      fc.property(pictures, ({ rows, above, below }) => {
        const targets = rows.flatMap((row, y) => row.flatMap((value, x) => (value === 0 ? [] : [[x, y]])));
        const expected = rows
          .slice(above, rows.length - below)
          .map((row, y) =>
            row.map((_, x) => Math.min(...targets.map(([u, v]) => MEASURES[metric](u - x, v - y - above)))),
          );
        expect(transformed(metric, rows, above, below)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
