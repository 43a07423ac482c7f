import { type TiffImage, TiffTag } from '@cogeotiff/core';
import { type Affine, translate } from '../affine.ts';
import { numbers } from './tag-values.ts';

/**
 * The affine transform of an image, of pixel corners: by its matrix, or by the scale and the first tie point. Where the file places its
 * pixels by their centres (PixelIsPoint) it is moved by half a pixel, as GDAL does. Undefined if the file is placed by
 * ground control points or not at all.
 */
export async function readAffine(image: TiffImage, pixelIsPoint: boolean): Promise<Affine | undefined> {
  const affine = await storedAffine(image);
  return affine && pixelIsPoint ? translate(affine, -0.5, -0.5) : affine;
}

async function storedAffine(image: TiffImage): Promise<Affine | undefined> {
  const matrix = await numbers(image, TiffTag.ModelTransformation);
  if (matrix.length >= 16) {
    const [a, b, , c, d, e, , f] = matrix as [number, number, number, number, number, number, number, number];
    return [a, b, c, d, e, f];
  }
  const [xScale, yScale] = await numbers(image, TiffTag.ModelPixelScale);
  const [column, row, , x, y] = await numbers(image, TiffTag.ModelTiePoint);
  if (!xScale || !yScale || y === undefined) return undefined;
  // Rows run southwards. GDAL takes a negative scale, which the standard does not have, for a writer's mistake.
  const [width, height] = [Math.abs(xScale), -Math.abs(yScale)];
  return [width, 0, x! - column! * width, 0, height, y - row! * height];
}
