import { GeoTiffError } from '../geotiff-error.ts';

const CLEAR = 256;
const END = 257;
const FIRST = 258;
const TABLE = 4096;

/**
 * TIFF's LZW: codes of 9 to 12 bits, the highest bit first, widened one code early.
 * A string of the table is always a stretch of what was put out already, so the table holds places and lengths, not prefixes.
 * @throws GeoTiffError for impossible codes and for the variant of before 1992, whose bits run the other way.
 */
export function decodeLzw(bytes: Uint8Array, size: number): Uint8Array {
  if (bytes.length > 1 && bytes[0] === 0 && (bytes[1]! & 1) === 1) {
    throw new GeoTiffError('The TIFF uses the old form of LZW, which is not supported.');
  }
  const output = new Uint8Array(size);
  const places = new Int32Array(TABLE);
  const lengths = new Int32Array(TABLE);
  let next = FIRST;
  let width = 9;
  let buffer = 0;
  let bits = 0;
  let at = 0;
  let written = 0;
  /** Where the string of the previous code was put, and its length; 0 after a clear code. */
  let previous = 0;
  let previousLength = 0;
  while (written < size) {
    while (bits < width && at < bytes.length) {
      buffer = ((buffer << 8) | bytes[at++]!) & 0xffffff;
      bits += 8;
    }
    if (bits < width) break;
    bits -= width;
    const code = (buffer >> bits) & ((1 << width) - 1);
    if (code === END) break;
    if (code === CLEAR) {
      next = FIRST;
      width = 9;
      previousLength = 0;
      continue;
    }
    const start = written;
    let length = 1;
    if (code < 256) {
      output[written++] = code;
    } else {
      // The code being defined right now is the previous string and its own first byte.
      const known = code < next;
      if (previousLength === 0 || (!known && code !== next))
        throw new GeoTiffError('A block of the TIFF is damaged: impossible LZW code.');
      length = known ? lengths[code]! : previousLength + 1;
      let from = known ? places[code]! : previous;
      const end = Math.min(start + length, size);
      while (written < end) output[written++] = output[from++]!;
    }
    if (previousLength > 0 && next < TABLE) {
      places[next] = previous;
      lengths[next] = previousLength + 1;
      next++;
      if (next + 1 >= 1 << width && width < 12) width++;
    }
    previous = start;
    previousLength = length;
  }
  return output.subarray(0, written);
}
