import type { Image } from '../../raster/image.ts';
import type { PixelType } from '../../raster/pixel-type.ts';
import type { Tile } from '../../raster/pixels/node.ts';
import type { Value } from '../../values/value.ts';
import type { Context } from '../context.ts';
import type { NumberAccumulator } from '../reducer/accumulator.ts';
import type { Reducer } from '../reducer/reducer.ts';
import { openForPixels, pixelInputs } from './arrays/pixel-inputs.ts';

/** Takes the tiles of all bands on one grid, and returns the results by name in the end. */
export interface RegionReduction {
  add(tiles: readonly Tile[], weights: ArrayLike<number> | undefined): void;
  results(): Map<string, Value>;
}

/** Reduces the tiles of one band with a reducer of one input. */
interface BandReduction {
  add(tile: Tile, weights: ArrayLike<number> | undefined): void;
  results(): readonly Value[];
}

/** Reduces each band separately, with a reducer of one input. */
function bandByBand(image: Image, reducer: Reducer, context: Context): RegionReduction {
  const reductions = image.bands.map(({ type }) =>
    type.dimensions > 0 ? ofArrays(type, reducer, context) : ofNumbers(reducer),
  );
  const several = reducer.outputs.length > 1;
  return {
    add: (tiles, weights) => {
      tiles.forEach((tile, i) => {
        reductions[i].add(tile, weights);
      });
    },
    results: () => {
      const entries = image.bands.flatMap(({ id }, i) => {
        const results = reductions[i].results();
        return reducer.outputs.map((output, j): [string, Value] => [several ? `${id}_${output}` : id, results[j]]);
      });
      return new Map(entries);
    },
  };
}

function ofNumbers(reducer: Reducer): BandReduction {
  const accumulator = reducer.numbers();
  return {
    add: (tile, weights) => accumulate(accumulator, tile, weights),
    results: () => accumulator.results(),
  };
}

/** Pixels that are arrays of a type. A reducer of numbers refuses them. */
function ofArrays(type: PixelType, reducer: Reducer, context: Context): BandReduction {
  const accumulator = openForPixels(reducer, [type], context);
  return {
    add: (tile, weights) => {
      const { mask } = tile;
      const inputs = pixelInputs(tile, type);
      for (let i = 0; i < inputs.length; i++) {
        const weight = (mask === undefined ? 1 : mask[i]) * (weights === undefined ? 1 : weights[i]);
        if (weight > 0) accumulator.add([inputs[i]], [weight]);
      }
    },
    results: () => accumulator.results(),
  };
}

/** Adds a tile's pixels to an accumulator. */
function accumulate(
  accumulator: NumberAccumulator,
  { values, mask }: Tile,
  weights: ArrayLike<number> | undefined,
): void {
  for (let i = 0; i < values.length; i++) {
    const weight = (mask === undefined ? 1 : mask[i]) * (weights === undefined ? 1 : weights[i]);
    if (weight > 0) accumulator.add(values[i], weight);
  }
}

/** All bands together as the inputs of a reducer; a masked pixel is null in its band. */
function together(image: Image, reducer: Reducer, context: Context): RegionReduction {
  reducer.requireInputs(image.bands.length);
  const types = image.bands.map(({ type }) => type);
  const accumulator = openForPixels(reducer, types, context);
  return {
    add: (tiles, weights) => {
      const inputs = tiles.map((tile, band) => pixelInputs(tile, types[band]));
      for (let i = 0; i < inputs[0].length; i++) {
        const weight = weights === undefined ? 1 : weights[i];
        if (!(weight > 0)) continue;
        const masks = tiles.map(({ mask }) => (mask === undefined ? 1 : mask[i]));
        if (!reducer.countsMasked && masks.every((mask) => mask === 0)) continue;
        accumulator.add(
          inputs.map((values, band) => (masks[band] > 0 ? values[i] : null)),
          masks.map((mask, band) => (reducer.inputs[band] ? mask * weight : 1)),
        );
      }
    },
    results: () => {
      const results = accumulator.results();
      return new Map(reducer.outputs.map((output, i) => [output, results[i]]));
    },
  };
}

/** A reducer for which masked pixels count sees each band as null where it is masked. */
function bandByBandWithMasked(image: Image, reducer: Reducer, context: Context): RegionReduction {
  const bands = image.bands.map((band) => together(image.withBands([band]), reducer, context));
  return {
    add: (tiles, weights) => {
      tiles.forEach((tile, i) => {
        bands[i].add([tile], weights);
      });
    },
    results: () => {
      const several = reducer.outputs.length > 1;
      const entries = image.bands.flatMap(({ id }, i) =>
        Array.from(bands[i].results(), ([output, value]): [string, Value] => [several ? `${id}_${output}` : id, value]),
      );
      return new Map(entries);
    },
  };
}

/** Reduces the bands of an image: each by itself, or all together if the reducer has several inputs. */
export function regionReduction(image: Image, reducer: Reducer, context: Context): RegionReduction {
  if (reducer.inputs.length > 1) return together(image, reducer, context);
  return reducer.countsMasked ? bandByBandWithMasked(image, reducer, context) : bandByBand(image, reducer, context);
}
