import { interleave } from '../../visual.ts';
import type { ImageEncoder } from './encoder.ts';

/** JPEG of grey or RGB; masked pixels are black. */
export const JPEG: ImageEncoder = {
  visual: true,
  async encode({ tiles, grid: { width, height } }) {
    // Loaded where it is needed: most workers never write one.
    const { encodeJpeg } = await import('../../../raster/encode/jpeg.ts');
    const bytes = await encodeJpeg({ width, height, ...interleave(tiles) });
    return { bytes, contentType: 'image/jpeg', extension: 'jpg' };
  },
};
