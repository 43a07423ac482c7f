import { zstdDecompressSync } from 'node:zlib';
import { inflateShared } from '../../deflate/inflate.ts';
import type { Codec, Decompress } from './codec.ts';
import { decodeLzw } from './lzw.ts';
import { decodePackBits } from './pack-bits.ts';

/** zlib fills one chunk to the brim and then allocates another: a little more than the block needs spares that. */
const SLACK = 64;

/** zlib's stream as `size` bytes and no more, in an array of its own. */
export const inflate: Decompress = (bytes, size) => inflateShared(bytes, size).slice();

/** Zstandard's frame as `size` bytes and no more. */
export const unzstd: Decompress = (bytes, size) =>
  zstdDecompressSync(bytes, { chunkSize: size + SLACK, maxOutputLength: size + SLACK });

/** A compression of bytes, whatever they mean. */
function ofBytes(name: string, predicted: boolean, decompress: Decompress): Codec {
  return { name, predicted, hasFillOrder: true, givesRgb: false, open: () => decompress };
}

export const NONE = ofBytes('NONE', false, (bytes) => bytes.slice());
export const LZW = ofBytes('LZW', true, decodeLzw);
export const DEFLATE = ofBytes('DEFLATE', true, inflateShared);
export const PACKBITS = ofBytes('PACKBITS', false, decodePackBits);
export const ZSTD = ofBytes('ZSTD', true, unzstd);
