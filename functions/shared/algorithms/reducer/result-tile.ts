import { wrong } from '../../errors.ts';
import { maskOf, type PixelArray, type Tile } from '../../raster/pixels/node.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { isList, type Value } from '../../values/value.ts';
import { arrayFrom } from '../array/array-from.ts';
import { ArrayValue } from '../array/array-value.ts';
import type { Reducer } from './reducer.ts';

/** An output of a reducer, pixel by pixel. Masked where nothing has been reduced, or there is no result or an empty one. */
export function resultTile(
  reducer: Reducer,
  output: number,
  accumulators: readonly ({ results(): readonly Value[] } | undefined)[],
): Tile {
  const values = new Float64Array(accumulators.length);
  const mask = new Uint8Array(accumulators.length);
  const arrays: (PixelArray | undefined)[] = [];
  for (const [i, accumulator] of accumulators.entries()) {
    const result = accumulator?.results()[output] ?? null;
    // There is nothing in an empty list that an array could be made of.
    if (result === null || (isList(result) && result.length === 0)) continue;
    mask[i] = 1;
    if (isNumberValue(result)) values[i] = toDouble(result);
    else if (result instanceof ArrayValue || isList(result)) arrays[i] = arrayFrom(result, null);
    else throw wrong(`The output '${reducer.outputs[output]}' is neither a number nor an array.`);
  }
  if (arrays.length > 0) arrays.length = accumulators.length;
  return {
    values,
    mask: maskOf(mask),
    ...(arrays.length > 0 ? { arrays } : {}),
  };
}
