import type { PixelType } from '../../../raster/pixel-type.ts';
import type { Tile } from '../../../raster/pixels/node.ts';
import type { Value } from '../../../values/value.ts';
import { ArrayValue } from '../../array/array-value.ts';
import type { Context } from '../../context.ts';
import type { Accumulator } from '../../reducer/accumulator.ts';
import type { Reducer } from '../../reducer/reducer.ts';
import { pixelArray } from './pixelwise.ts';

/** Work for each number of an array. */
const NUMBER_WORK = 0.1;

/**
 * The pixels of a band as the inputs of a reducer, row by row: the tile's own numbers, or of a band of arrays the array of each pixel (null
 * where it is masked). Asked for once a tile, so that numbers cost no more for there being arrays.
 */
export function pixelInputs(tile: Tile, type: PixelType): ArrayLike<Value> {
  const { values, mask } = tile;
  if (type.dimensions === 0) return values;
  return Array.from(values, (_, i) => (mask === undefined || mask[i] > 0 ? pixelArray(tile, i, type) : null));
}

/** A new reduction of the pixels of bands of some types. Those of arrays may be of any size: it counts their numbers as work. */
export function openForPixels(reducer: Reducer, types: readonly PixelType[], context: Context): Accumulator {
  reducer.requireInputs(types.length);
  const accumulator = reducer.open();
  if (types.every(({ dimensions }) => dimensions === 0)) return accumulator;
  return {
    add(inputs, weights) {
      for (const input of inputs) {
        if (input instanceof ArrayValue) context.spend(input.values.length * NUMBER_WORK);
      }
      accumulator.add(inputs, weights);
    },
    results: () => accumulator.results(),
  };
}
