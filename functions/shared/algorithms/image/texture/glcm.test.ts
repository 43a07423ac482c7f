import { describe, expect, it } from 'vitest';
import { Image } from '../../../raster/image.ts';
import type { Json } from '../../../values/value.ts';
import { $call } from '../../example.ts';
import { degreesGrid, imageOf } from '../../vector-image/pixels.testing.ts';
import { both, column, picture, row, valuesOf, valuesOfQuarters } from '../places.testing.ts';

const pixels = picture('112', '131', '222');
const across = $call('Kernel.fixed', { weights: [[1, 0, 1]] });
/** One pixel, in the middle of the nine. */
const middle = degreesGrid(1, 1, 1, -1);

async function feature(name: string, args: { [name: string]: Json }): Promise<number | null> {
  const image = await imageOf('Image.glcmTexture', { image: pixels, ...args });
  const [[value]] = await valuesOf(new Image([image.band(name, 'test')]), middle);
  return value;
}

describe('Image.glcmTexture', () => {
  it('counts pairs in the square around a pixel, both ways', async () => {
    // Side by side: 1-1, 1-2, 1-3, 3-1, 2-2, 2-2. As a matrix: 2/12 for 1-1, 4/12 for 2-2, 1/12 for each of 1-2 and 2-1, 2/12 for 1-3 and 3-1.
    expect(await feature('b_contrast', { kernel: across })).toBeCloseTo((1 + 4 + 4) / 6, 12);
    expect(await feature('b_asm', { kernel: across })).toBeCloseTo((4 + 16 + 1 + 1 + 4 + 4) / 144, 12);
    expect(await feature('b_savg', { kernel: across })).toBeCloseTo((2 + 3 + 4 + 4 + 4 + 4) / 6, 12);
  });

  it('averages directions, or keeps them apart', async () => {
    const image = await imageOf('Image.glcmTexture', { image: pixels, average: false });
    expect(image.bands.length).toBe(4 * 18);
    const contrasts = image.bands.filter(({ id }) => id.startsWith('b_contrast'));
    expect(contrasts.map(({ id }) => id)).toEqual([
      'b_contrast_-1_-1',
      'b_contrast_0_-1',
      'b_contrast_1_-1',
      'b_contrast_-1_0',
    ]);
    const each = (await valuesOf(new Image(contrasts), middle)).map(([value]) => value as number);
    expect(each[3]).toBeCloseTo(1.5, 12);
    expect(await feature('b_contrast', {})).toBeCloseTo(each.reduce((a, b) => a + b) / 4, 12);
  });

  it('leaves masked pixels out', async () => {
    const image = $call('Image.updateMask', { image: pixels, mask: both('neq', column, 2) });
    // 1-1, 1-3 and 2-2 are left.
    expect(await feature('b_contrast', { image, kernel: across })).toBeCloseTo(4 / 3, 12);
    const alone = $call('Image.updateMask', { image: pixels, mask: both('eq', pixels, 3) });
    expect(await feature('b_contrast', { image: alone })).toBe(null);
  });

  it('is the same in tiles as in one', async () => {
    const waves = both('mod', both('add', both('multiply', column, 7), both('multiply', row, 5)), 11);
    const image = await imageOf('Image.glcmTexture', { image: $call('Image.toInt32', { value: waves }), size: 2 });
    const grid = degreesGrid(6, 5, 0, 0);
    expect(await valuesOfQuarters(image, grid)).toEqual(await valuesOf(image, grid));
  });

  it('refuses what has no grey levels, and offsets that lead too far', async () => {
    await expect(feature('b_asm', { image: $call('Image.toFloat', { value: pixels }) })).rejects.toThrow(
      "Image.glcmTexture: The bands must be of integers. The band 'b' is not.",
    );
    const far = $call('Kernel.fixed', { weights: [[1, 0, 0, 0, 0, 0, 0]] });
    await expect(feature('b_asm', { kernel: far })).rejects.toThrow('leads out of a neighborhood of size 1');
    await expect(feature('b_asm', { size: 0 })).rejects.toThrow("'size' must be from 1 to 64. Got 0.");
  });
});
