import { describe, expect, it } from 'vitest';
import { languageContext } from '../../expression/language.testing.ts';
import { parseCrs } from '../crs/crs.ts';
import { type Distribution, randomLoader } from './random.ts';

const crs = parseCrs('EPSG:32633');
const context = languageContext.pixels;

async function drawn(distribution: Distribution, seed: number, column = 0, size = 200): Promise<Float64Array> {
  const transform = [30, 0, column * 30, 0, -30, 6000] as const;
  const [tile] = await randomLoader(seed, distribution).load(
    [0],
    { crs, transform, width: size, height: size },
    context,
  );
  return tile.values as Float64Array;
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const variance = (values: Float64Array) => {
  const centre = mean(values);
  return mean(values.map((value) => (value - centre) ** 2));
};

describe('random pixels', () => {
  it('are uniform from 0 to 1', async () => {
    const values = await drawn('uniform', 0);
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(mean(values)).toBeCloseTo(0.5, 2);
    expect(variance(values)).toBeCloseTo(1 / 12, 2);
    // Neighbours have nothing to do with each other.
    const products = values.map((value, i) => (value - 0.5) * ((values[i + 1] ?? 0.5) - 0.5));
    expect(Math.abs(mean(products))).toBeLessThan(0.002);
  });

  it('are normal if asked for', async () => {
    const values = await drawn('normal', 0);
    expect(Math.abs(mean(values))).toBeLessThan(0.02);
    expect(variance(values)).toBeCloseTo(1, 1);
    expect(mean(values.map((value) => (Math.abs(value) < 1.959964 ? 1 : 0)))).toBeCloseTo(0.95, 2);
  });

  it('are the same at the same place whatever is asked for, and others for other seeds', async () => {
    const [one, moved, other] = [await drawn('uniform', 7), await drawn('uniform', 7, 50), await drawn('uniform', 8)];
    for (let row = 0; row < 200; row++) expect(moved[row * 200]).toBe(one[row * 200 + 50]);
    expect(other).not.toEqual(one);
  });
});
