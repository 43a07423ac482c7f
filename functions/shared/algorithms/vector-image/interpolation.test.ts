import { describe, expect, it } from 'vitest';
import { geodesicDistance } from '../../geometry/earth.ts';
import type { Json } from '../../values/value.ts';
import { $call } from '../example.ts';
import { collection, degreesGrid, imageOf, point, rowsOf, square } from './pixels.testing.ts';
import { semivariogram } from './semivariogram.ts';

type Args = { [name: string]: Json };
const MEASURED: [number, number, number][] = [
  [0.5, 0.5, 10],
  [2.5, 0.5, 20],
  [0.5, 2.5, 40],
  [2.5, 3.5, 25],
];
const STATIONS = collection(...MEASURED.map(([x, y, v]) => [point(x, y), { v }] as const));
const GRID = degreesGrid(4, 4);

const shepard = (args: Args) =>
  rowsOf(
    'FeatureCollection.inverseDistance',
    { collection: STATIONS, range: 1e6, propertyName: 'v', mean: 0, stdDev: 1, ...args },
    GRID,
  );
const KRIGING = { collection: STATIONS, propertyName: 'v', shape: 'spherical', range: 4e5, sill: 100, nugget: 0 };
const krige = (args: Args, grid = GRID) => rowsOf('FeatureCollection.kriging', { ...KRIGING, ...args }, grid);

describe('inverse distances', () => {
  it('give the measurements where they are', async () => {
    const rows = await shepard({});
    expect([rows[3][0], rows[3][2], rows[1][0], rows[0][2]]).toEqual([10, 20, 40, 25]);
  });

  it('weigh by distance, and by gamma for the mean of all', async () => {
    const [[value]] = [(await shepard({ gamma: 0.5, mean: 7 }))[2].slice(1)];
    let [sum, weights] = [0.5 * 7, 0.5];
    for (const [x, y, v] of MEASURED) {
      const d = geodesicDistance([1.5, 1.5], [x, y]);
      const weight = ((1e6 - d) / d) ** 2;
      sum += weight * v;
      weights += weight;
    }
    expect(value).toBeCloseTo(sum / weights, 1);
  });

  it('come to the mean of all at the range, and are masked beyond it', async () => {
    const far = collection([point(0.5, 0.5), { v: 10 }]);
    const [, , , row] = await shepard({ collection: far, range: geodesicDistance([0, 0], [2.001, 0]), mean: 3 });
    expect(row[0]).toBe(10);
    expect(row[2]).toBeCloseTo(3, 2);
    expect(row[3]).toBe(null);
  });

  it('fold values at one place', async () => {
    const twice = collection([point(0.5, 0.5), { v: 10 }], [point(0.5, 0.5), { v: 30 }], [point(0.5, 0.5), { w: 1 }]);
    expect((await shepard({ collection: twice }))[3][0]).toBe(20);
    expect((await shepard({ collection: twice, reducer: $call('Reducer.max', {}) }))[3][0]).toBe(30);
  });
});

/** Solves a system of linear equations by elimination with pivots. */
function solved(rows: number[][]): number[] {
  const n = rows.length;
  for (let i = 0; i < n; i++) {
    const pivot = rows
      .slice(i)
      .reduce((best, row, k) => (Math.abs(row[i]) > Math.abs(rows[best][i]) ? k + i : best), i);
    [rows[i], rows[pivot]] = [rows[pivot], rows[i]];
    for (let k = 0; k < n; k++) {
      if (k === i) continue;
      const factor = rows[k][i] / rows[i][i];
      rows[k] = rows[k].map((value, j) => value - factor * rows[i][j]);
    }
  }
  return rows.map((row, i) => row[n] / row[i]);
}

describe('kriging', () => {
  it('gives the measurements where they are', async () => {
    for (const shape of ['spherical', 'exponential', 'gaussian']) {
      const rows = await krige({ shape, nugget: 5, maxDistance: 1e6 });
      const found = [rows[3][0], rows[3][2], rows[1][0], rows[0][2]];
      found.forEach((value, i) => {
        expect(value).toBeCloseTo([10, 20, 40, 25][i], 6);
      });
    }
  });

  it('is the estimate of the least variance, whose weights come to 1', async () => {
    const gamma = semivariogram('exponential', 4e5, 100, 5);
    const between = (a: readonly number[], b: readonly number[]) => gamma(geodesicDistance([a[0], a[1]], [b[0], b[1]]));
    const system = MEASURED.map((a) => [...MEASURED.map((b) => between(a, b)), 1, between(a, [1.5, 2.5])]);
    const weights = solved([...system, [1, 1, 1, 1, 0, 1]]).slice(0, 4);
    expect(weights.reduce((sum, weight) => sum + weight)).toBeCloseTo(1, 9);
    const expected = weights.reduce((sum, weight, i) => sum + weight * MEASURED[i][2], 0);
    const rows = await krige({ shape: 'exponential', nugget: 5, maxDistance: 1e6 });
    expect(rows[1][1]).toBeCloseTo(expected, 1);
  });

  it('knows the points within the range only, unless another distance is given', async () => {
    const one = collection([point(0.5, 0.5), { v: 10 }]);
    const [, , , row] = await krige({ collection: one, range: 150_000 });
    expect(row).toEqual([10, 10, null, null]);
    const [, , , wider] = await krige({ collection: one, range: 150_000, maxDistance: 250_000 });
    expect(wider).toEqual([10, 10, 10, null]);
  });

  it('refuses points that no system can be made of, and too many of them', async () => {
    const near = collection(...[0, 1e-9, 2e-9].map((x, i) => [point(x, 0), { v: i }] as const));
    await expect(krige({ collection: near, shape: 'gaussian' })).rejects.toThrow(
      'FeatureCollection.kriging: The points are too near each other for the semivariogram.',
    );
    const many = collection(...Array.from({ length: 1001 }, (_, i) => [point(i / 1000, 0), { v: i }] as const));
    await expect(krige({ collection: many })).rejects.toThrow(
      "FeatureCollection.kriging: 1001 points are within 'maxDistance' of a pixel; at most 1000 are possible.",
    );
  });

  it('refuses features that are no points', async () => {
    await expect(krige({ collection: collection([square(0, 0, 1), { v: 1 }]) })).rejects.toThrow(
      "FeatureCollection.kriging: The features must be points. Feature '0' is a Polygon: use its centroid.",
    );
    await expect(krige({ collection: collection([point(0, 0), { v: 'x' }]) })).rejects.toThrow(
      "FeatureCollection.kriging: Property 'v' of feature '0', named by 'propertyName', must be a number. Got: String.",
    );
  });

  it.each<[Args, string]>([
    [{ shape: 'round' }, "argument 'shape': Unknown value 'round'."],
    [{ range: 0 }, "'range' must be positive. Got 0."],
    [{ nugget: -1 }, "'nugget' must not be negative. Got -1."],
    [{ sill: 1, nugget: 2 }, "'sill' must be positive, and not less than 'nugget'. Got 1."],
    [{ maxDistance: -1 }, "'maxDistance' must be positive. Got -1."],
  ])('refuses %j', async (args, message) => {
    await expect(imageOf('FeatureCollection.kriging', { ...KRIGING, ...args })).rejects.toThrow(message);
  });
});

describe('semivariograms', () => {
  it.each(['spherical', 'exponential', 'gaussian'] as const)('%s go from the nugget to the sill', (shape) => {
    const gamma = semivariogram(shape, 100, 10, 2);
    expect(gamma(0)).toBe(0);
    expect(gamma(1e-9)).toBeCloseTo(2, 6);
    expect(gamma(100)).toBeCloseTo(shape === 'spherical' ? 10 : 2 + 8 * (1 - Math.exp(-3)), 9);
    expect(gamma(1e6)).toBeCloseTo(10, 9);
  });
});
