import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCrs } from '../crs/crs.ts';
import type { Grid } from '../grid.ts';
import { centresInside, coverage } from './region.ts';

const crs = parseCrs('EPSG:3857');
const grid = (width: number, height: number): Grid => ({ crs, transform: [1, 0, 0, 0, 1, 0], width, height });
const ring = (...points: number[]) => Float64Array.from(points);
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((total, value) => total + value, 0);

/** Area of a ring by the shoelace formula. */
function area(points: ArrayLike<number>): number {
  let twice = 0;
  for (let i = 0; i < points.length; i += 2) {
    const j = (i + 2) % points.length;
    twice += points[i] * points[j + 1] - points[j] * points[i + 1];
  }
  return Math.abs(twice) / 2;
}

describe('coverage', () => {
  it('is the part of each pixel that a rectangle covers', () => {
    const region = { crs, rings: [ring(0.5, 0.25, 2.5, 0.25, 2.5, 1.25, 0.5, 1.25)] };
    const expected = [0.375, 0.75, 0.375, 0.125, 0.25, 0.125];
    coverage(region, grid(3, 2)).forEach((part, i) => {
      expect(part).toBeCloseTo(expected[i], 6);
    });
  });

  it('takes holes away, however their rings are turned', () => {
    const shell = ring(0, 0, 4, 0, 4, 4, 0, 4);
    for (const hole of [ring(1, 1, 3, 1, 3, 3, 1, 3), ring(1, 1, 1, 3, 3, 3, 3, 1)]) {
      expect(sum(coverage({ crs, rings: [shell, hole] }, grid(4, 4)))).toBeCloseTo(12, 5);
    }
  });

  it('counts what lies left of and above the grid right', () => {
    const region = { crs, rings: [ring(-10, -10, 1.5, -10, 1.5, 1.5, -10, 1.5)] };
    expect([...coverage(region, grid(3, 2))].map((part) => Number(part.toFixed(6)))).toEqual([1, 0.5, 0, 0.5, 0.25, 0]);
  });

  it('adds up to the area of any triangle or star within the grid', () => {
    const coordinate = fc.double({ min: 0, max: 20, noNaN: true });
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 6, maxLength: 6 }), (points) => {
        expect(sum(coverage({ crs, rings: [Float64Array.from(points)] }, grid(20, 20)))).toBeCloseTo(area(points), 3);
      }),
      { numRuns: 300 },
    );
    // Points around a centre, in order of angle, make a star that does not cross itself.
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 10, noNaN: true }), { minLength: 5, maxLength: 40 }), (radii) => {
        const star = radii.flatMap((radius, i) => {
          const angle = (2 * Math.PI * i) / radii.length;
          return [10 + radius * Math.cos(angle), 10 + radius * Math.sin(angle)];
        });
        expect(sum(coverage({ crs, rings: [Float64Array.from(star)] }, grid(20, 20)))).toBeCloseTo(area(star), 3);
      }),
      { numRuns: 300 },
    );
  });
});

describe('centresInside', () => {
  it('takes the pixels whose centres are inside, each border once', () => {
    const left = { crs, rings: [ring(0, 0, 1.5, 0, 1.5, 2, 0, 2)] };
    const right = { crs, rings: [ring(1.5, 0, 3, 0, 3, 2, 1.5, 2)] };
    expect([...centresInside(left, grid(3, 2))]).toEqual([1, 0, 0, 1, 0, 0]);
    expect([...centresInside(right, grid(3, 2))]).toEqual([0, 1, 1, 0, 1, 1]);
  });

  it('agrees with the coverage but for pixels on the border', () => {
    const star = ring(10, 1, 12, 8, 19, 8, 13, 12, 16, 19, 10, 14, 4, 19, 7, 12, 1, 8, 8, 8);
    const region = { crs, rings: [star] };
    const [inside, parts] = [centresInside(region, grid(20, 20)), coverage(region, grid(20, 20))];
    inside.forEach((value, i) => {
      if (parts[i] === 0) expect(value).toBe(0);
      if (parts[i] === 1) expect(value).toBe(1);
    });
  });
});
