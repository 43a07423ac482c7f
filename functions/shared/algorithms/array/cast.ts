import type { PixelType } from '../../raster/pixel-type.ts';
import { ArrayValue } from './array-value.ts';

/** An array with its numbers brought into a type: integers are cut and held within its range, floats have 32 bits. */
export function castValues(array: ArrayValue, type: PixelType): ArrayValue {
  const { precision, min, max } = type;
  const cast = (value: number): number => {
    if (precision !== 'int') return precision === 'float' ? Math.fround(value) : value;
    const cut = Math.trunc(value);
    return cut > max ? max : cut < min ? min : Number.isNaN(cut) ? 0 : cut;
  };
  return new ArrayValue(array.shape, array.values.map(cast), type);
}
