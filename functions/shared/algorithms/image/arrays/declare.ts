import { wrong } from '../../../errors.ts';
import { type Band, Image } from '../../../raster/image.ts';
import { PixelType } from '../../../raster/pixel-type.ts';
import { type ArrayValue, MAX_DIMENSIONS } from '../../array/array-value.ts';
import { pixelwise } from './pixelwise.ts';

/** The type of arrays with a number of dimensions and the values of another type. */
export function withDimensions({ precision, min, max }: PixelType, dimensions: number): PixelType {
  if (!(dimensions <= MAX_DIMENSIONS)) throw wrong(`An array has at most ${MAX_DIMENSIONS} dimensions.`);
  return new PixelType(precision, min, max, dimensions);
}

/** The pixel type of results with fractions. */
export function floating(dimensions: number): PixelType {
  return new PixelType('double', -Infinity, Infinity, dimensions);
}

/** An image of the bands that a function makes of each band's arrays. */
export function mapArrays(
  image: Image,
  type: (band: Band) => PixelType,
  compute: (array: ArrayValue) => ArrayValue | null,
): Image {
  const bands = image.bands.flatMap((band) =>
    pixelwise([band], [{ id: band.id, type: type(band) }], (array) => [compute(array)]),
  );
  return image.withBands(bands).withoutIdentity();
}

/** Combines the bands of two images into array bands: band by band, or one band with all of the other image. */
export function combineArrayBands(
  left: Image,
  right: Image,
  type: (a: Band, b: Band) => PixelType,
  compute: (a: ArrayValue, b: ArrayValue) => ArrayValue | null,
): Image {
  const count = Math.max(left.bands.length, right.bands.length);
  const bands = Array.from({ length: count }, (_, i) => {
    const [a, b] = [left, right].map((image) => bandAt(image, i));
    const id = left.bands.length >= right.bands.length ? a.id : b.id;
    return pixelwise([a, b], [{ id, type: type(a, b) }], (x, y) => [compute(x, y)]);
  });
  return new Image(bands.flat(), left.fields).withoutIdentity();
}

/** The band of a place, or the only one. */
export function bandAt(image: Image, i: number): Band {
  const band = image.bands.length === 1 ? image.bands[0] : image.bands[i];
  if (!band) throw wrong('The images must have the same number of bands, or one of them just one.');
  return band;
}

/** Whether some band's pixels are arrays. */
export function hasArrays(image: Image): boolean {
  return image.bands.some((band) => band.type.dimensions > 0);
}
