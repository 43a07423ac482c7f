import { inflateSync, zstdDecompressSync } from 'node:zlib';
import { Compression } from '@cogeotiff/core';
import { GeoTiffError } from './geotiff-error.ts';
import { decodeLzw } from './lzw.ts';
import { decodePackBits } from './pack-bits.ts';

/** Turns a block's bytes into `size` bytes or, at the end of an image, fewer. The result is the caller's to change. */
export type Decompress = (bytes: Uint8Array, size: number) => Uint8Array;

/** zlib fills one chunk to the brim and then allocates another: a little more than the block needs spares that. */
const SLACK = 64;

const inflate: Decompress = (bytes, size) =>
  inflateSync(bytes, { chunkSize: size + SLACK, maxOutputLength: size + SLACK });

const DECOMPRESSORS: ReadonlyMap<number, Decompress> = new Map<number, Decompress>([
  [Compression.None, (bytes) => bytes.slice()],
  [Compression.Lzw, decodeLzw],
  [Compression.DeflateOther, inflate],
  [Compression.Deflate, inflate],
  [Compression.PackBits, decodePackBits],
  [
    Compression.Zstd,
    (bytes, size) => zstdDecompressSync(bytes, { chunkSize: size + SLACK, maxOutputLength: size + SLACK }),
  ],
]);

/**
 * The decoder of a TIFF compression.
 * @throws GeoTiffError, naming the compression, for one that is not supported.
 */
export function decompressor(compression: number): Decompress {
  const decompress = DECOMPRESSORS.get(compression);
  if (!decompress) {
    const name = Compression[compression]?.toUpperCase() ?? 'unknown';
    throw new GeoTiffError(
      `The TIFF compression ${name} (${compression}) is not supported: use DEFLATE, LZW, ZSTD, PACKBITS or none.`,
    );
  }
  return (bytes, size) => {
    try {
      return decompress(bytes, size);
    } catch (cause) {
      if (cause instanceof GeoTiffError) throw cause;
      throw new GeoTiffError(`A block of the TIFF is damaged: ${cause instanceof Error ? cause.message : cause}.`, {
        cause,
      });
    }
  };
}
