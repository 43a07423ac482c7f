import { deflateSync } from 'node:zlib';
import { deflateQuickly, openKernel } from '../deflate/quick.ts';
import { floatingPointDifferences, interleave } from './predictors.ts';
import type { TilePixels } from './tile-pixels.ts';

/** The compression of a file's tiles: the same for all of them, because a TIFF has one predictor. */
export interface TileCoding {
  /** 1 none, 2 differences of integers, 3 differences of the bytes of floats. */
  readonly predictor: 1 | 2 | 3;
  readonly strategy: Strategy;
}

/**
 * How repetitions are searched for, from the fastest: by our own coder where some are likely or everywhere, by zlib for a short time (level 1), or
 * for long (level 6).
 */
export type Strategy = 'quick' | 'searched' | 'fast' | 'default';

/** The least size of a buffer that zlib takes. */
const LEAST_CHUNK = 64;

const LEVELS = { fast: 1, default: 6 } as const;

/**
 * The largest size of a faster strategy, relative to the smallest that compression level 6 reaches on the trial tiles; exports promise
 * 1.03.
 */
const TOLERATED = 1.025;

/**
 * Encodes one tile as TIFF stores it: pixel-interleaved, little-endian, predicted and deflated (compression 8). What lies
 * beyond the image's edge repeats the last column and row, which costs least.
 */
export function encodeTile(pixels: TilePixels, tileSize: number, { predictor, strategy }: TileCoding): Uint8Array {
  const size = bytesOf(pixels, tileSize);
  if (!isOurs(strategy)) return deflate(predicted(pixels, tileSize, predictor, new Uint8Array(size)), strategy);
  const kernel = openKernel(size);
  predicted(pixels, tileSize, predictor, kernel.input);
  return deflateQuickly(kernel, strategy === 'searched');
}

/**
 * Chooses predictor and strategy by trial on some tiles: the fastest strategy that comes within 2.5 % of the smallest size that level 6
 * reaches with any predictor.
 */
export function chooseCoding(tiles: readonly TilePixels[], tileSize: number): TileCoding {
  const first = tiles[0]?.bands[0];
  if (!first) return { predictor: 1, strategy: 'default' };
  const isFloat = first instanceof Float32Array || first instanceof Float64Array;
  const raw = ([1, isFloat ? 3 : 2] as const).map((predictor) => ({
    predictor,
    tiles: tiles.map((tile) => predicted(tile, tileSize, predictor, new Uint8Array(bytesOf(tile, tileSize)))),
  }));
  /** The predictor that does best with a strategy. */
  const best = (strategy: Strategy) =>
    raw
      .map(({ predictor, tiles }) => ({
        coding: { predictor, strategy },
        size: tiles.reduce((sum, bytes) => sum + deflate(bytes, strategy).length, 0),
      }))
      .reduce((one, other) => (other.size < one.size ? other : one));
  const thorough = best('default');
  for (const strategy of ['quick', 'searched', 'fast'] as const) {
    const { coding, size } = best(strategy);
    if (size <= thorough.size * TOLERATED) return coding;
  }
  return thorough.coding;
}

function deflate(bytes: Uint8Array, strategy: Strategy): Uint8Array {
  if (!isOurs(strategy)) {
    // Room for all at once: else there are many small buffers, which are put together in the end.
    const chunkSize = Math.max(LEAST_CHUNK, bytes.length);
    return deflateSync(bytes, { memLevel: 9, level: LEVELS[strategy], chunkSize });
  }
  const kernel = openKernel(bytes.length);
  kernel.input.set(bytes);
  return deflateQuickly(kernel, strategy === 'searched');
}

function isOurs(strategy: Strategy): strategy is 'quick' | 'searched' {
  return strategy === 'quick' || strategy === 'searched';
}

/** The bytes of a tile before it is compressed. */
function bytesOf({ bands }: TilePixels, tileSize: number): number {
  return tileSize * tileSize * bands.length * bands[0]!.BYTES_PER_ELEMENT;
}

/** Writes a tile's bytes, as they are compressed. */
function predicted(pixels: TilePixels, tileSize: number, predictor: 1 | 2 | 3, bytes: Uint8Array): Uint8Array {
  const { bands } = pixels;
  const isFloat = bands[0] instanceof Float32Array || bands[0] instanceof Float64Array;
  if ((predictor === 2 && isFloat) || (predictor === 3 && !isFloat)) {
    throw new RangeError(`The predictor ${predictor} is not for ${isFloat ? 'floats' : 'integers'}.`);
  }
  interleave(pixels, tileSize, predictor === 2, bytes);
  if (predictor === 3) {
    floatingPointDifferences(bytes, tileSize * bands.length, bands[0]!.BYTES_PER_ELEMENT, bands.length);
  }
  return bytes;
}
