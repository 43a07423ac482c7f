import { encodePng } from '../../../raster/encode/png.ts';
import { interleave } from '../../visual.ts';
import type { ImageEncoder } from './encoder.ts';

/** PNG of grey or RGB, with an alpha channel where pixels are masked. */
export const PNG: ImageEncoder = {
  visual: true,
  encode({ tiles, grid: { width, height } }) {
    const bytes = encodePng({ width, height, ...interleave(tiles) });
    return { bytes, contentType: 'image/png', extension: 'png' };
  },
};
