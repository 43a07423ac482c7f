import { constants, deflateSync } from 'node:zlib';
import { floatingPointDifferences, interleaved } from './predictors.ts';
import type { TilePixels } from './tile-pixels.ts';

/** The compression of a file's tiles: the same for all of them, because a TIFF has one predictor. */
export interface TileCoding {
  /** 1 none, 2 differences of integers, 3 differences of the bytes of floats. */
  readonly predictor: 1 | 2 | 3;
  /** zlib's search for repetitions: any, or of the last byte only, which is three times as fast. */
  readonly strategy: 'default' | 'rle';
}

/**
 * The largest size of the fast strategy, relative to the smallest that compression level 6 reaches on the trial tiles; exports promise
 * 1.03.
 */
const TOLERATED = 1.02;

/**
 * Encodes one tile as TIFF stores it: pixel-interleaved, little-endian, predicted and deflated (compression 8). What lies
 * beyond the image's edge repeats the last column and row, which costs least.
 */
export function encodeTile(pixels: TilePixels, tileSize: number, coding: TileCoding): Uint8Array {
  return deflate(predicted(pixels, tileSize, coding.predictor), coding.strategy);
}

/**
 * Chooses predictor and strategy by trial on some tiles: the fast strategy if it comes within 2 % of the smallest size that
 * level 6 reaches with any predictor, else the smallest.
 */
export function chooseCoding(tiles: readonly TilePixels[], tileSize: number): TileCoding {
  const first = tiles[0]?.bands[0];
  if (!first) return { predictor: 1, strategy: 'default' };
  const isFloat = first instanceof Float32Array || first instanceof Float64Array;
  const trials: { coding: TileCoding; size: number }[] = [];
  for (const predictor of [1, isFloat ? 3 : 2] as const) {
    const raw = tiles.map((tile) => predicted(tile, tileSize, predictor));
    for (const strategy of ['default', 'rle'] as const) {
      const size = raw.reduce((sum, bytes) => sum + deflate(bytes, strategy).length, 0);
      trials.push({ coding: { predictor, strategy }, size });
    }
  }
  const smallest = (strategy: TileCoding['strategy']) =>
    trials
      .filter((trial) => trial.coding.strategy === strategy)
      .reduce((best, trial) => (trial.size < best.size ? trial : best));
  const [thorough, fast] = [smallest('default'), smallest('rle')];
  return fast.size <= thorough.size * TOLERATED ? fast.coding : thorough.coding;
}

function deflate(bytes: Uint8Array, strategy: TileCoding['strategy']): Uint8Array {
  return deflateSync(bytes, {
    level: 6,
    memLevel: 9,
    strategy: strategy === 'rle' ? constants.Z_RLE : constants.Z_DEFAULT_STRATEGY,
  });
}

function predicted(pixels: TilePixels, tileSize: number, predictor: 1 | 2 | 3): Uint8Array {
  const first = pixels.bands[0];
  const isFloat = first instanceof Float32Array || first instanceof Float64Array;
  if ((predictor === 2 && isFloat) || (predictor === 3 && !isFloat)) {
    throw new RangeError(`The predictor ${predictor} is not for ${isFloat ? 'floats' : 'integers'}.`);
  }
  const rows = interleaved(pixels, tileSize, predictor === 2);
  if (predictor !== 3) return rows;
  const { bands } = pixels;
  return floatingPointDifferences(rows, tileSize * bands.length, bands[0]!.BYTES_PER_ELEMENT, bands.length);
}
