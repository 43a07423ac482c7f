import { encodePng } from '../../../raster/encode/png.ts';
import type { Grid } from '../../../raster/grid.ts';
import type { Tile } from '../../../raster/pixels/node.ts';
import { interleave } from '../../visual.ts';
import type { EncodedImage, ImageEncoder } from './encoder.ts';

/** PNG of grey or RGB, with an alpha channel where pixels are masked. */
export const PNG: ImageEncoder = { visual: true, encode: ({ tiles, grid }) => encodePicture(tiles, grid) };

/** The PNG of one or three bands of bytes. */
export function encodePicture(tiles: readonly Tile[], { width, height }: Pick<Grid, 'width' | 'height'>): EncodedImage {
  const bytes = encodePng({ width, height, ...interleave(tiles) });
  return { bytes, contentType: 'image/png', extension: 'png' };
}
