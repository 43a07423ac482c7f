import { describe, expect, it } from 'vitest';
import type { Json } from '../../../values/value.ts';
import { $call } from '../../example.ts';
import { degreesGrid, imageOf, rowsOf } from '../../vector-image/pixels.testing.ts';
import { both, column, picture, row, valuesOf, valuesOfQuarters } from '../places.testing.ts';

const hills = both('mod', both('add', both('multiply', column, 7), both('multiply', row, 5)), 11);
const steps = both('add', hills, both('multiply', both('gt', both('add', column, row), 10), 20));
const NAME = 'Image.Segmentation.SNIC';
const snic = (image: Json, args: { [name: string]: Json }) => imageOf(NAME, { image, ...args });

/** A letter for each number, in the order in which they are met. */
function lettered(numbers: readonly (number | null)[], width: number): string[] {
  const letters = new Map([...new Set(numbers)].map((number, i) => [number, String.fromCharCode(97 + i)]));
  const text = numbers.map((number) => letters.get(number)).join('');
  return Array.from({ length: text.length / width }, (_, y) => text.slice(y * width, (y + 1) * width));
}

describe(NAME, () => {
  it("agrees with the paper's algorithm written with Python's heapq, its m being 36 and its s 9", async () => {
    const grid = degreesGrid(12, 9, 0, 0);
    const [clusters, , seeds] = await valuesOf(
      await snic(steps, { size: 3, compactness: 6, neighborhoodSize: 0 }),
      grid,
    );
    const expected =
      'aaaccbcccccd aaaabcbcccdd eeaefbcccdhd eaefffbcghdh eefefffggghd eiefffgkghlh ieeifjkgklhl iiifjkkklkll iiijjjkkklll';
    expect(lettered(clusters, 12)).toEqual(
      lettered(
        [...expected.replaceAll(' ', '')].map((c) => c.charCodeAt(0)),
        12,
      ),
    );
    expect(seeds.flatMap((value, i) => (value !== null ? [i] : []))).toEqual([
      13, 16, 19, 22, 49, 52, 55, 58, 85, 88, 91, 94,
    ]);
  });

  it('has the mean of each band in each cluster', async () => {
    const image = await snic(steps, { size: 4 });
    expect(image.bands.map(({ id }) => id)).toEqual(['clusters', 'x_mean', 'seeds']);
    const grid = degreesGrid(12, 8, 0, 0);
    const [clusters, means] = await valuesOf(await snic(steps, { size: 4, neighborhoodSize: 0 }), grid);
    const [values] = await valuesOf(await imageOf('Image.toDouble', { value: steps }), grid);
    for (const cluster of new Set(clusters)) {
      const members = values.filter((_, i) => clusters[i] === cluster) as number[];
      const mean = members.reduce((sum, value) => sum + value) / members.length;
      expect(means[clusters.indexOf(cluster)]).toBeCloseTo(mean, 10);
    }
  });

  it('keeps to edges, and to squares where there are none', async () => {
    const edge = both('multiply', both('gte', column, 6), 100);
    const grid = degreesGrid(12, 8, 0, 0);
    const [clusters, means] = await valuesOf(await snic(edge, { size: 4, compactness: 1 }), grid);
    expect(new Set(means)).toEqual(new Set([0, 100]));
    expect(new Set(clusters).size).toBe(6);
    const [flat] = await valuesOf(await snic(7, { size: 3, compactness: 1, connectivity: 4 }), degreesGrid(6, 6, 0, 0));
    expect(lettered(flat, 6)).toEqual(['aaabbb', 'aaabbb', 'aaabbb', 'cccddd', 'cccddd', 'cccddd']);
  });

  it('begins at given seeds; those that touch are one; nothing grows over masked pixels', async () => {
    const seeds = picture('110000', '000001');
    const image = $call('Image.updateMask', { image: 7, mask: both('neq', column, 3) });
    const made = await snic(image, { seeds, compactness: 1 });
    expect(made.bands.map(({ id }) => id)).toEqual(['clusters', 'constant_mean']);
    const [clusters] = await valuesOf(made, degreesGrid(6, 2, 0, 0));
    expect(clusters).toEqual([0, 0, 0, null, 65541, 65541, 0, 0, 0, null, 65541, 65541]);
  });

  it('is the same in tiles as in one where clusters are small beside the neighbourhood', async () => {
    const image = await snic(steps, { size: 3, compactness: 20, neighborhoodSize: 12 });
    const grid = degreesGrid(14, 11, 0, 0);
    expect(await valuesOfQuarters(image, grid)).toEqual(await valuesOf(image, grid));
  });

  it('refuses what it cannot do', async () => {
    await expect(snic(7, { size: 0 })).rejects.toThrow(`${NAME}, argument 'size': Must be from 1 to 1000. Got 0.`);
    await expect(snic(7, { connectivity: 6 })).rejects.toThrow("argument 'connectivity': Must be 4 or 8. Got 6.");
    await expect(snic(7, { compactness: -1 })).rejects.toThrow("argument 'compactness': Must not be negative. Got -1.");
    await expect(snic(7, { neighborhoodSize: 5000 })).rejects.toThrow("argument 'neighborhoodSize'");
  });
});

describe('Image.Segmentation.seedGrid', () => {
  const seeds = (args: { [name: string]: Json }) =>
    rowsOf('Image.Segmentation.seedGrid', args, degreesGrid(6, 6, 0, 0));

  it('is square, or every other row is shifted', async () => {
    const lines = (rows: (number | null)[][]) => rows.map((line) => line.map((value) => value ?? 0).join(''));
    expect(lines(await seeds({ size: 3 }))).toEqual(['000000', '010010', '000000', '000000', '010010', '000000']);
    expect(lines(await seeds({ size: 4, gridType: 'hex' }))).toEqual([
      '000000',
      '001000',
      '000000',
      '000000',
      '100010',
      '000000',
    ]);
  });

  it('knows two types', async () => {
    await expect(seeds({ gridType: 'round' })).rejects.toThrow("argument 'gridType': Unknown value 'round'.");
  });
});
