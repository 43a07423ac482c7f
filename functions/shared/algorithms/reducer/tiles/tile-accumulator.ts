import { maskOf } from '../../../raster/pixels/node.ts';
/** Numbers of one output on a grid, row by row. */
export interface TileResult {
  readonly values: Float64Array;
  /** 1 where there is a value; undefined if there is one everywhere. */
  readonly mask: Uint8Array | undefined;
}

/** Reduces layers of pixels, each pixel separately, in a few typed arrays in place of an object for each pixel. */
export interface TileAccumulator {
  /** @param mask the weight of each pixel, 0 where it is masked; undefined: 1 everywhere */
  add(values: ArrayLike<number>, mask: ArrayLike<number> | undefined): void;
  /** One result for each output of the reducer. */
  results(): readonly TileResult[];
}

/**
 * Starts an accumulator for a number of pixels.
 * @param claim claims bytes that it needs beyond a few numbers a pixel; throws if there is no room
 */
export type StartTiles = (pixels: number, claim: (bytes: number) => void) => TileAccumulator;

/** A result of pixels of which some may have no value. */
export function tileResult(values: Float64Array, known: Uint8Array): TileResult {
  return { values, mask: maskOf(known) };
}
