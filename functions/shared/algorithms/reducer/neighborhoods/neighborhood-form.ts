import type { Tap } from '../../kernel/tap.ts';
import type { TileResult } from '../tiles/tile-accumulator.ts';
import type { Run } from './runs.ts';

/**
 * Numbers on a grid with margins around it, and which of them are the neighbours of each pixel of the grid. A neighbour's weight is that of
 * its place times that of its pixel.
 */
export interface Neighborhoods {
  /** Row by row with the margins; finite, and 0 where masked. */
  readonly values: Float64Array;
  /** The largest of the values without their signs if all are integers; Infinity if some are not. */
  readonly largest: number;
  /** The weight of each pixel, 0 where masked; undefined: 1 everywhere. */
  readonly mask: Float64Array | undefined;
  /** Whether the pixels' weights are 0 or 1. */
  readonly binary: boolean;
  /** Row by row; at least one, of weights above 0. */
  readonly neighbors: readonly Tap[];
  /** The neighbours as runs of columns. */
  readonly runs: readonly Run[];
  /** The weight that all neighbours have; undefined if they differ. */
  readonly equalWeight: number | undefined;
  /** Pixels from one row of the values to the next. */
  readonly across: number;
  /** The column and row of the grid's first pixel in the values. */
  readonly column: number;
  readonly row: number;
  /** The size of the grid. */
  readonly width: number;
  readonly height: number;
  /** Throws if nobody waits for the result any more; called between lines. */
  readonly check: () => void;
}

/**
 * Reduces the neighbours of all pixels of a grid at once, with a reducer of one input: a result for each of its outputs. Undefined if these
 * neighbourhoods can only be reduced pixel by pixel.
 */
export type ReduceNeighborhoods = (around: Neighborhoods) => readonly TileResult[] | undefined;
