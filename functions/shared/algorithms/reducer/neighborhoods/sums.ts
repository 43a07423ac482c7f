import { type TileResult, tileResult } from '../tiles/tile-accumulator.ts';
import type { Neighborhoods, ReduceNeighborhoods } from './neighborhood-form.ts';
import { integerSums, windowSums } from './window-sums.ts';

/** The number of valid values around each pixel. */
export const countNeighbors: ReduceNeighborhoods = (around) => {
  const valid = around.mask?.map((weight) => (weight > 0 ? 1 : 0));
  return [{ values: counts(around, valid), mask: undefined }];
};

/** Weighted sums; 0 where there is nothing to add up. */
export const sumNeighbors: ReduceNeighborhoods = (around) => [{ values: weightedSums(around), mask: undefined }];

/** Weighted means. */
export const meanNeighbors: ReduceNeighborhoods = (around) => {
  const sums = weightedSums(around);
  const weights = weightsAround(around);
  for (let i = 0; i < sums.length; i++) sums[i] /= weights[i];
  return [knownWhere(sums, weights)];
};

/** The number of pixels of value 1 (the others are 0) around each pixel; undefined counts all pixels. */
export function counts(around: Neighborhoods, valid: Float64Array | undefined): Float64Array {
  if (valid !== undefined) return integerSums(valid, around);
  return new Float64Array(around.width * around.height).fill(around.neighbors.length);
}

function weightedSums(around: Neighborhoods): Float64Array {
  const { values, mask, binary, largest } = around;
  // Masked values are 0 as they are.
  if (mask === undefined || binary) return windowSums(values, largest, around);
  return windowSums(
    values.map((value, i) => value * mask[i]),
    Infinity,
    around,
  );
}

function weightsAround(around: Neighborhoods): Float64Array {
  const { mask, binary, neighbors, equalWeight, width, height } = around;
  if (mask !== undefined) return windowSums(mask, binary ? 1 : Infinity, around);
  const total =
    equalWeight === undefined ? neighbors.reduce((sum, { weight }) => sum + weight, 0) : equalWeight * neighbors.length;
  return new Float64Array(width * height).fill(total);
}

/** Results where there are neighbours of some weight. */
export function knownWhere(values: Float64Array, weights: Float64Array): TileResult {
  const known = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    if (weights[i] > 0) known[i] = 1;
    else values[i] = 0;
  }
  return tileResult(values, known);
}
