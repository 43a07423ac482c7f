import type { Tile } from '../../raster/pixels/node.ts';
import type { Value } from '../../values/value.ts';
import type { Reducer } from '../reducer/reducer.ts';

/** Pixels that are reduced together: where they are in the tiles, and the weight of each. */
export interface Cells {
  readonly indices: number[];
  readonly parts: number[];
}

/** The result of each output pixel (or component); undefined where nothing has been reduced. */
export type PixelResults = ({ results(): readonly Value[] } | undefined)[];

/**
 * Reduces cells by each band on its own, or all bands as the inputs of a reducer of several: a row of results for each reduction.
 * @param tiles of numbers, not of arrays
 */
export function reduceCells(
  reducer: Reducer,
  tiles: readonly Tile[],
  cells: Cells,
  place: number,
  results: readonly PixelResults[],
): void {
  const reduce = reducer.inputs.length > 1 || reducer.countsMasked ? reduceTogether : reduceBands;
  reduce(reducer, tiles, cells, place, results);
}

/** Reduces each band separately. */
function reduceBands(
  reducer: Reducer,
  tiles: readonly Tile[],
  { indices, parts }: Cells,
  pixel: number,
  results: readonly PixelResults[],
): void {
  for (let band = 0; band < tiles.length; band++) {
    const { values, mask } = tiles[band];
    const accumulator = reducer.numbers();
    let some = false;
    for (let k = 0; k < indices.length; k++) {
      const weight = mask === undefined ? parts[k] : parts[k] * mask[indices[k]];
      if (!(weight > 0)) continue;
      accumulator.add(values[indices[k]], weight);
      some = true;
    }
    if (some) results[band][pixel] = kept(accumulator.results());
  }
}

/** All bands as the inputs of one reduction, or each as those of its own if the reducer has but one; masked ones are null. */
function reduceTogether(
  reducer: Reducer,
  tiles: readonly Tile[],
  { indices, parts }: Cells,
  pixel: number,
  results: readonly PixelResults[],
): void {
  const groups = reducer.inputs.length > 1 ? [tiles] : tiles.map((tile) => [tile]);
  for (const [i, group] of groups.entries()) {
    const accumulator = reducer.open();
    let some = false;
    for (let k = 0; k < indices.length; k++) {
      const at = indices[k];
      const masks = group.map(({ mask }) => (mask === undefined ? 1 : mask[at]));
      if (!reducer.countsMasked && masks.every((mask) => mask === 0)) continue;
      accumulator.add(
        group.map(({ values }, band) => (masks[band] > 0 ? values[at] : null)),
        masks.map((mask, band) => (reducer.inputs[band] ? mask * parts[k] : 1)),
      );
      some = true;
    }
    if (some) results[i][pixel] = kept(accumulator.results());
  }
}

/** Results without the accumulator that computed them, so that its memory can be freed. */
function kept(results: readonly Value[]): { results(): readonly Value[] } {
  return { results: () => results };
}
