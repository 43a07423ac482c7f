import type { Grid } from '../grid.ts';
import type { SampleArray } from '../samples.ts';
import type { PixelContext } from './context.ts';
import type { PointRule } from './rules.ts';

/** The description of a band's pixels: a graph of nodes, shared where inputs are shared. Nothing is computed before a grid is asked for. */
export type PixelNode = ConstantNode | PointNode | LoadNode;

/** The same value everywhere, never masked. */
export interface ConstantNode {
  readonly kind: 'constant';
  readonly value: number;
}

/** A value that depends on the inputs' values and masks at the same pixel only. */
export interface PointNode {
  readonly kind: 'point';
  readonly rule: PointRule;
  readonly inputs: readonly PixelNode[];
}

/** A value that a loader finds for a whole grid: from a file, another projection, a neighbourhood, a region. */
export interface LoadNode {
  readonly kind: 'load';
  readonly loader: Loader;
  /** The index among the loader's bands. */
  readonly band: number;
}

/** A block of numbers at one pixel of an array band, in row-major order. */
export interface PixelArray {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

/** Values and masks of one band on a grid, row by row. `mask` is undefined if no pixel is masked. */
export interface Tile {
  readonly values: SampleArray;
  /** 0: masked, 1: valid (Uint8Array); or the fraction that is valid (Float32Array). */
  readonly mask: Uint8Array | Float32Array | undefined;
  /** For array bands, each pixel's array (undefined where masked); `values` then means nothing. */
  readonly arrays?: readonly (PixelArray | undefined)[];
}

/** Flags of 1 for valid pixels as the mask of a tile, which has none if all are valid. */
export function maskOf(valid: Uint8Array): Uint8Array | undefined {
  return hasByte(valid, 0) ? valid : undefined;
}

/** Whether a byte is among some: many times as fast as `includes` of typed arrays. */
export function hasByte({ buffer, byteOffset, byteLength }: Uint8Array, byte: number): boolean {
  return Buffer.from(buffer, byteOffset, byteLength).includes(byte);
}

/** Supplies bands for grids. Bands of one loader are asked for together, so that it reads or computes them at once. */
export interface Loader {
  /** Whether masks may hold fractions. */
  readonly fractionalMask: boolean;
  /** The id of the asset that it reads, for profiles. */
  readonly asset?: string | undefined;
  /** One tile for each band asked for, in that order. */
  load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]>;
  /** Begins to read what `load` will need for the same grid (the same object). Says nothing of failures: `load` meets them again. */
  readAhead?(bands: readonly number[], grid: Grid, context: PixelContext): void;
}

export function constant(value: number): ConstantNode {
  return { kind: 'constant', value };
}

export function point(rule: PointRule, ...inputs: PixelNode[]): PointNode {
  return { kind: 'point', rule, inputs };
}

export function loaded(loader: Loader, band: number): LoadNode {
  return { kind: 'load', loader, band };
}
