import { constantImage } from '../../../raster/constant.ts';
import type { Band } from '../../../raster/image.ts';
import { constantType, type PixelType, unionType } from '../../../raster/pixel-type.ts';
import { ArrayValue } from '../../array/array-value.ts';
import { withDimensions } from './declare.ts';
import { pixelwise } from './pixelwise.ts';

/** A band that has the same array everywhere. Its type has the range of the array's values. */
export function arrayEverywhere(id: string, array: ArrayValue): Band {
  const type = rangeOf(array);
  const value = new ArrayValue(array.shape, array.values, type);
  return pixelwise(constantImage(0).bands, [{ id, type }], () => [value])[0];
}

function rangeOf({ values, shape, type }: ArrayValue): PixelType {
  if (values.length === 0) return withDimensions(type, shape.length);
  let [min, max] = [values[0], values[0]];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const integer = type.precision === 'int';
  return withDimensions(unionType(constantType(min, integer), constantType(max, integer)), shape.length);
}
