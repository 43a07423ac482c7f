import { combineBands, mapBands } from '../../raster/band-math.ts';
import type { Band, Image } from '../../raster/image.ts';
import type { PixelType } from '../../raster/pixel-type.ts';
import type { ScalarOperation } from '../../raster/scalar/operation.ts';
import { combineArrays, mapArray } from '../array/math.ts';
import { combineArrayBands, hasArrays, mapArrays, withDimensions } from './arrays/declare.ts';

/** An operation on each pixel of each band; of bands of arrays, on each number. */
export function mapOperation(image: Image, operation: ScalarOperation): Image {
  if (!hasArrays(image)) return mapBands(image, operation);
  return mapArrays(
    image,
    ({ type }) => withDimensions(operation.type(type, type), type.dimensions),
    (array) => mapArray(operation, array),
  );
}

/** An operation on each pair of pixels of matched bands; of bands of arrays, on each pair of numbers. */
export function combineOperation(name: string, operation: ScalarOperation, left: Image, right: Image): Image {
  if (!hasArrays(left) && !hasArrays(right)) return combineBands(name, operation, left, right);
  return combineArrayBands(
    left,
    right,
    (a, b) => arrayType(operation, a, b),
    (x, y) => combineArrays(operation, x, y),
  );
}

function arrayType(operation: ScalarOperation, { type: a }: Band, { type: b }: Band): PixelType {
  return withDimensions(operation.type(a, b), Math.max(a.dimensions, b.dimensions));
}
