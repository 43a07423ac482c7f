import type { PixelType } from '../../raster/pixel-type.ts';
import type { PixelContext } from '../../raster/pixels/context.ts';
import type { Tile } from '../../raster/pixels/node.ts';
import type { Value } from '../../values/value.ts';
import { pixelArray } from '../image/arrays/pixelwise.ts';
import type { Accumulator, NumberAccumulator } from './accumulator.ts';
import type { Reducer } from './reducer.ts';
import { resultTiles } from './result-tile.ts';

/** One input of each pixel: its value, and a weight in place of a mask. */
export interface LayerTile extends Omit<Tile, 'mask'> {
  readonly mask: ArrayLike<number> | undefined;
}

/** The inputs of a reducer at each pixel, of the same types in all layers of a stack or wider ones. */
export interface Layer {
  readonly tiles: readonly LayerTile[];
  readonly types: readonly PixelType[];
}

type Layers = Iterable<Layer> | AsyncIterable<Layer>;

/** The approximate bytes of one pixel's accumulator. */
const ACCUMULATOR_BYTES = 200;

/**
 * Reduces layers pixel by pixel, to a tile for each requested output. Layers are taken one after the other, so that many need no more
 * memory than a few. Masked inputs are left out, unless the reducer counts them.
 * @param plain whether all inputs are numbers, not arrays
 */
export async function reduceLayers(
  reducer: Reducer,
  outputs: readonly number[],
  layers: Layers,
  pixels: number,
  plain: boolean,
  context: PixelContext,
): Promise<Tile[]> {
  const releases: (() => void)[] = [];
  const claim = (bytes: number) => void releases.push(context.claim(bytes));
  const { inputs, countsMasked, fields } = reducer;
  const single = inputs.length === 1 && plain && !countsMasked;
  try {
    if (single && fields.tiles) {
      const accumulator = fields.tiles(pixels, claim);
      for await (const { tiles } of layers) accumulator.add(tiles[0].values, tiles[0].mask);
      const results = accumulator.results();
      return outputs.map((output) => results[output]);
    }
    claim(pixels * ACCUMULATOR_BYTES);
    const accumulators = await (single ? ofNumbers(reducer, layers, pixels) : ofTuples(reducer, layers, pixels));
    return resultTiles(reducer, outputs, accumulators, () => context.signal.throwIfAborted());
  } finally {
    for (const release of releases) release();
  }
}

async function ofNumbers(reducer: Reducer, layers: Layers, pixels: number): Promise<NumberAccumulator[]> {
  const accumulators = Array.from({ length: pixels }, () => reducer.numbers());
  for await (const { tiles } of layers) {
    const [{ values, mask }] = tiles;
    for (let i = 0; i < pixels; i++) {
      const weight = mask === undefined ? 1 : mask[i];
      if (weight > 0) accumulators[i].add(values[i], weight);
    }
  }
  return accumulators;
}

async function ofTuples(reducer: Reducer, layers: Layers, pixels: number): Promise<Accumulator[]> {
  const { inputs, countsMasked } = reducer;
  const accumulators = Array.from({ length: pixels }, () => reducer.open());
  for await (const { tiles, types } of layers) {
    for (let i = 0; i < pixels; i++) {
      const weights = tiles.map(({ mask }) => (mask === undefined ? 1 : mask[i]));
      if (!countsMasked && weights.every((weight) => weight === 0)) continue;
      accumulators[i].add(
        tiles.map((tile, k) => (weights[k] > 0 ? pixelValue(tile, i, types[k]) : null)),
        weights.map((weight, k) => (inputs[k] ? weight : 1)),
      );
    }
  }
  return accumulators;
}

function pixelValue(tile: LayerTile, index: number, type: PixelType): Value {
  return type.dimensions === 0 ? tile.values[index] : pixelArray(tile, index, type);
}
