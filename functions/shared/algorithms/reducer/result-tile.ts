import { wrong } from '../../errors.ts';
import { maskOf, type PixelArray, type Tile } from '../../raster/pixels/node.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { isList, type Value } from '../../values/value.ts';
import { arrayFrom } from '../array/array-from.ts';
import { ArrayValue } from '../array/array-value.ts';
import type { Reducer } from './reducer.ts';

/** Pixels whose results are found between two looks at whether the work is to stop: those of some reducers take long. */
const UNCHECKED = 256;

/**
 * Outputs of a reducer, pixel by pixel. Masked where nothing has been reduced, or there is no result or an empty one.
 * @param check throws if the work is to stop
 */
export function resultTiles(
  reducer: Reducer,
  outputs: readonly number[],
  accumulators: readonly ({ results(): readonly Value[] } | undefined)[],
  check: () => void,
): Tile[] {
  const tiles = outputs.map(() => new ResultTile(accumulators.length));
  for (const [i, accumulator] of accumulators.entries()) {
    if (i % UNCHECKED === 0) check();
    const results = accumulator?.results();
    if (results === undefined) continue;
    outputs.forEach((output, place) => {
      if (!tiles[place].set(i, results[output] ?? null))
        throw wrong(`The output '${reducer.outputs[output]}' is neither a number nor an array.`);
    });
  }
  return tiles.map((tile) => tile.tile());
}

class ResultTile {
  readonly #values: Float64Array<ArrayBuffer>;
  readonly #mask: Uint8Array<ArrayBuffer>;
  readonly #arrays: (PixelArray | undefined)[] = [];

  constructor(pixels: number) {
    this.#values = new Float64Array(pixels);
    this.#mask = new Uint8Array(pixels);
  }

  /** @returns whether a pixel can have the result */
  set(pixel: number, result: Value): boolean {
    // There is nothing in an empty list that an array could be made of.
    if (result === null || (isList(result) && result.length === 0)) return true;
    this.#mask[pixel] = 1;
    if (isNumberValue(result)) this.#values[pixel] = toDouble(result);
    else if (result instanceof ArrayValue || isList(result)) this.#arrays[pixel] = arrayFrom(result, null);
    else return false;
    return true;
  }

  tile(): Tile {
    const arrays = this.#arrays;
    const values = this.#values;
    const mask = maskOf(this.#mask);
    if (arrays.length === 0) return { values, mask };
    arrays.length = values.length;
    return { values, mask, arrays };
  }
}
