import type { Grid } from '../../../raster/grid.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import type { Tile } from '../../../raster/pixels/node.ts';
import type { Tap } from '../../kernel/tap.ts';
import type { Neighborhoods } from '../../reducer/neighborhoods/neighborhood-form.ts';
import { runsOf } from '../../reducer/neighborhoods/runs.ts';
import type { InputWeight } from './input-weight.ts';
import type { Surroundings } from './neighborhood.ts';

/**
 * The neighbours that taps give the pixels of a grid, where they can be told for the whole grid: undefined if a neighbour's weight is not that
 * of its place times that of its pixel, if there are none, or if some values or weights are not finite.
 */
export function neighborhoodsOf(
  { tiles: [tile], across, column, row }: Surroundings,
  taps: readonly Tap[],
  inputWeight: InputWeight,
  grid: Grid,
  context: PixelContext,
): Neighborhoods | undefined {
  const mask = pixelWeights(tile.mask, inputWeight);
  const binary = mask === undefined || mask.every((weight) => weight === 0 || weight === 1);
  if (inputWeight === 'min' && !binary) return undefined;
  const placeWeight = (weight: number) => {
    if (inputWeight === 'mask') return 1;
    return inputWeight === 'min' && mask !== undefined ? Math.min(1, weight) : weight;
  };
  const neighbors = taps
    .map(({ x, y, weight }) => ({ x, y, weight: placeWeight(weight) }))
    .filter(({ weight }) => weight > 0);
  if (neighbors.length === 0 || neighbors.some(({ weight }) => weight === Infinity)) return undefined;
  const values = new Float64Array(tile.values);
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    if (mask !== undefined && mask[i] === 0) values[i] = 0;
    if (!Number.isFinite(values[i])) return undefined;
    largest = Math.max(largest, Number.isInteger(values[i]) ? Math.abs(values[i]) : Infinity);
  }
  const [{ weight: first }] = neighbors;
  return {
    values,
    largest,
    mask,
    binary,
    neighbors,
    runs: runsOf(neighbors),
    equalWeight: neighbors.every(({ weight }) => weight === first) ? first : undefined,
    across,
    column,
    row,
    width: grid.width,
    height: grid.height,
    check: () => context.signal.throwIfAborted(),
  };
}

/** The pixels' weights; undefined: 1 everywhere. By the kernel's weights they are 0 or 1. */
function pixelWeights(mask: Tile['mask'], inputWeight: InputWeight): Float64Array | undefined {
  if (mask === undefined) return undefined;
  const weights = new Float64Array(mask);
  if (inputWeight === 'kernel') for (let i = 0; i < weights.length; i++) weights[i] = weights[i] > 0 ? 1 : 0;
  return weights;
}
