import { BOOLEAN } from '../../raster/pixel-type.ts';
import { ArrayValue } from './array-value.ts';

/** The bits of an integer, lowest first, up to the highest that is set; the 64 of a long for a negative one. */
export function bitsOf(integer: bigint): ArrayValue {
  const bits = BigInt.asUintN(64, integer).toString(2);
  return new ArrayValue([bits.length], Float64Array.from(bits, Number).reverse(), BOOLEAN);
}
