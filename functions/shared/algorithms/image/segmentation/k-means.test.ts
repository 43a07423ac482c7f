import { describe, expect, it } from 'vitest';
import type { Json } from '../../../values/value.ts';
import { $call } from '../../example.ts';
import { degreesGrid, imageOf } from '../../vector-image/pixels.testing.ts';
import { both, column, row, valuesOf, valuesOfQuarters } from '../places.testing.ts';

const NAME = 'Image.Segmentation.KMeans';
const kMeans = (image: Json, args: { [name: string]: Json } = {}) => imageOf(NAME, { image, gridSize: 12, ...args });
const grid = degreesGrid(12, 12, 0, 0);
/** Three plains far from each other, in two bands. */
const plains = $call('Image.addBands', {
  dstImg: both('add', both('multiply', both('gte', column, 5), 100), both('mod', row, 3)),
  srcImg: both('add', both('multiply', both('gte', row, 7), 100), both('mod', column, 2)),
});
const plainOf = (i: number) => (i % 12 >= 5 ? 2 : 0) + (Math.floor(i / 12) >= 7 ? 1 : 0);

describe(NAME, () => {
  it('finds what is far apart', async () => {
    const image = await kMeans(plains, { numClusters: 4 });
    expect(image.bands.map(({ id }) => id)).toEqual(['clusters']);
    const [found] = await valuesOf(image, grid);
    expect(new Set(found).size).toBe(4);
    const names = new Map(found.map((cluster, i) => [cluster, plainOf(i)]));
    for (const [i, cluster] of found.entries()) expect(names.get(cluster)).toBe(plainOf(i));
    const [few] = await valuesOf(await kMeans(plains, { numClusters: 4, uniqueLabels: false }), grid);
    expect(new Set(few)).toEqual(new Set([0, 1, 2, 3]));
  });

  it('has means that no pixel is nearer to another of', async () => {
    const hills = both('mod', both('add', both('multiply', column, 7), both('multiply', row, 5)), 31);
    const [found] = await valuesOf(
      await kMeans(hills, { numClusters: 5, numIterations: 100, forceConvergence: true }),
      grid,
    );
    const values = found.map((_, i) => ((i % 12) * 7 + Math.floor(i / 12) * 5) % 31);
    const means = new Map(
      [...new Set(found)].map((cluster) => {
        const own = values.filter((_, i) => found[i] === cluster);
        return [cluster, own.reduce((sum, value) => sum + value) / own.length];
      }),
    );
    for (const [i, cluster] of found.entries()) {
      const own = Math.abs(values[i] - (means.get(cluster) as number));
      for (const mean of means.values()) expect(own).toBeLessThanOrEqual(Math.abs(values[i] - mean) + 1e-9);
    }
  });

  it('clusters each cell by itself, the same in tiles as in one; masked pixels are left out', async () => {
    const hills = both('mod', both('add', both('multiply', column, 7), both('multiply', row, 5)), 31);
    const image = $call('Image.updateMask', { image: hills, mask: both('neq', column, 4) });
    const wide = degreesGrid(17, 13, -3, 2);
    const either: { [name: string]: Json }[] = [{ gridSize: 6 }, { gridSize: null, neighborhoodSize: 2 }];
    for (const args of either) {
      const made = await kMeans(image, args);
      const [whole] = await valuesOf(made, wide);
      expect(await valuesOfQuarters(made, wide)).toEqual([whole]);
      expect(whole[7]).toBe(null);
      expect(whole[6]).not.toBe(null);
    }
  });

  it('refuses what it cannot do', async () => {
    await expect(kMeans(7, { numClusters: 0 })).rejects.toThrow(
      `${NAME}, argument 'numClusters': Must be from 1 to 1000. Got 0.`,
    );
    await expect(kMeans(7, { neighborhoodSize: 3 })).rejects.toThrow(
      "Specify 'gridSize' or 'neighborhoodSize', not both.",
    );
    const noise = $call('Image.random', {});
    const made = await kMeans(noise, { numIterations: 1, forceConvergence: true });
    await expect(valuesOf(made, grid)).rejects.toThrow(`${NAME}: No convergence after 1 iterations.`);
  });
});
