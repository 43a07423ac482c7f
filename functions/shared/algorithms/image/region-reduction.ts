import type { Image } from '../../raster/image.ts';
import type { Tile } from '../../raster/pixels/node.ts';
import type { Value } from '../../values/value.ts';
import { wrong } from '../declare.ts';
import type { NumberAccumulator } from '../reducer/accumulator.ts';
import type { Reducer } from '../reducer/reducer.ts';

/** Takes the tiles of all bands on one grid, and says in the end what they come to, by name. */
export interface RegionReduction {
  add(tiles: readonly Tile[], weights: ArrayLike<number> | undefined): void;
  results(): Map<string, Value>;
}

/** Each band by itself, with a reducer of one input. */
function bandByBand(image: Image, reducer: Reducer): RegionReduction {
  const accumulators = image.bands.map(() => reducer.numbers());
  const several = reducer.outputs.length > 1;
  return {
    add: (tiles, weights) => {
      tiles.forEach((tile, i) => {
        accumulate(accumulators[i], tile, weights);
      });
    },
    results: () => {
      const entries = image.bands.flatMap(({ id }, i) => {
        const results = accumulators[i].results();
        return reducer.outputs.map((output, j): [string, Value] => [several ? `${id}_${output}` : id, results[j]]);
      });
      return new Map(entries);
    },
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
function together(image: Image, reducer: Reducer): RegionReduction {
  if (reducer.inputs.length !== image.bands.length) {
    throw wrong(
      `The reducer ${reducer.name} needs ${reducer.inputs.length} inputs. The image has ${image.bands.length} bands.`,
    );
  }
  const accumulator = reducer.open();
  return {
    add: (tiles, weights) => {
      for (let i = 0; i < tiles[0].values.length; i++) {
        const weight = weights === undefined ? 1 : weights[i];
        if (!(weight > 0)) continue;
        const masks = tiles.map(({ mask }) => (mask === undefined ? 1 : mask[i]));
        if (!reducer.countsMasked && masks.every((mask) => mask === 0)) continue;
        accumulator.add(
          tiles.map(({ values }, band) => (masks[band] > 0 ? values[i] : null)),
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
function bandByBandWithMasked(image: Image, reducer: Reducer): RegionReduction {
  const bands = image.bands.map((band) => together(image.withBands([band]), reducer));
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

/** How a reducer reduces the bands of an image: one after the other, or together if it has several inputs. */
export function regionReduction(image: Image, reducer: Reducer): RegionReduction {
  if (reducer.inputs.length > 1) return together(image, reducer);
  return reducer.countsMasked ? bandByBandWithMasked(image, reducer) : bandByBand(image, reducer);
}
