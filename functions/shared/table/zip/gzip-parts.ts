import { constants, crc32, deflateRawSync } from 'node:zlib';

/**
 * One gzip file (RFC 1952) of parts that are compressed apart, at the same time or in any order: each ends at a full byte, with what is not the
 * last block, and refers to nothing before it. Readers see one stream, as some do not go on behind the end of the first of several.
 */

/** What is known of a part, besides its compressed bytes. */
export interface GzipPart {
  /** Bytes before compression. */
  readonly size: number;
  /** Their CRC-32. */
  readonly crc: number;
}

/** The first bytes of a gzip file: deflated, without a name and a time. */
export const GZIP_HEAD = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255);

/** Compresses a part. */
export function compressPart(bytes: Uint8Array): GzipPart & { readonly compressed: Uint8Array } {
  const compressed =
    bytes.length === 0 ? new Uint8Array(0) : deflateRawSync(bytes, { finishFlush: constants.Z_FULL_FLUSH });
  return { compressed, size: bytes.length, crc: crc32(bytes) };
}

/** The last bytes of a gzip file of some parts: an empty last block, the checksum of all bytes, and their number. */
export function gzipTail(parts: readonly GzipPart[]): Uint8Array {
  const whole = parts.reduce(
    (before, part) => ({
      size: before.size + part.size,
      crc: combinedCrc(before.crc, part.crc, part.size),
    }),
    { size: 0, crc: 0 },
  );
  const tail = Buffer.alloc(10);
  tail.writeUInt16BE(0x0300);
  tail.writeUInt32LE(whole.crc, 2);
  tail.writeUInt32LE(whole.size % 2 ** 32, 6);
  return tail;
}

/** The polynomial of CRC-32, its bits reversed. */
const POLYNOMIAL = 0xedb88320;

/** The product of two polynomials over GF(2), modulo that of CRC-32. */
function product(a: number, b: number): number {
  let [sum, factor] = [0, b];
  for (let bit = 31; bit >= 0; bit--) {
    if ((a >>> bit) & 1) sum ^= factor;
    factor = factor & 1 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1;
  }
  return sum >>> 0;
}

/** The checksum of bytes from those of two parts, as zlib's `crc32_combine` finds it: the first is moved by the length of the second. */
function combinedCrc(first: number, second: number, length: number): number {
  // x^8, squared for each bit of the length.
  let power = 0x00800000;
  let shift = 0x80000000;
  for (let left = length; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) shift = product(shift, power);
    power = product(power, power);
  }
  return (product(shift, first) ^ second) >>> 0;
}
