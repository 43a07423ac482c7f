import type { Predictor } from './predictor.ts';

/** 1 for rows of two inputs that lie within a polygon of their plane, 0 for others; on its border either. */
export function insidePolygon(corners: readonly (readonly [number, number])[]): Predictor {
  const xs = Float64Array.from(corners, ([x]) => x);
  const ys = Float64Array.from(corners, ([, y]) => y);
  return {
    outputs: 1,
    predict(rows, count, results) {
      for (let row = 0; row < count; row++) {
        const [x, y] = [rows[2 * row], rows[2 * row + 1]];
        let inside = 0;
        // A ray to the right crosses the border an odd number of times from within.
        for (let i = 0, j = xs.length - 1; i < xs.length; j = i++) {
          if (ys[i] > y === ys[j] > y) continue;
          if (x < ((xs[j] - xs[i]) * (y - ys[i])) / (ys[j] - ys[i]) + xs[i]) inside ^= 1;
        }
        results[row] = inside;
      }
    },
  };
}
