import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { encodeJpeg } from './jpeg.ts';

describe('encodeJpeg', () => {
  it.each([1, 2, 3, 4] as const)('writes %i channels without alpha', async (channels) => {
    const data = new Uint8Array(64 * 32 * channels).fill(200);
    const bytes = await encodeJpeg({ width: 64, height: 32, channels, data });
    const { data: pixels, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: 64, height: 32, channels: 3 });
    expect(Math.abs((pixels[0] ?? 0) - 200)).toBeLessThan(3);
  });
});
