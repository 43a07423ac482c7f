import { placeOfRows } from '../float-planes.ts';
import type { SampleArray } from '../samples.ts';
import type { TilePixels } from './tile-pixels.ts';

type Unsigned = Uint8Array | Uint16Array | Uint32Array | BigUint64Array;

/**
 * Writes the bytes of a whole tile, bands interleaved by pixel, each sample as such or as difference to the pixel on the left (TIFF's
 * predictor 2, of integers of any sign). Missing columns and rows repeat the last.
 * @param bytes whose place is a multiple of eight
 */
export function interleave(
  { bands, width, height }: TilePixels,
  tileSize: number,
  differences: boolean,
  bytes: Uint8Array,
): void {
  const stride = bands.length;
  const size = bands[0]!.BYTES_PER_ELEMENT;
  for (const [band, samples] of bands.entries()) {
    if (samples.length !== width * height || samples.BYTES_PER_ELEMENT !== size) {
      throw new RangeError(`A band of ${samples.length} samples does not fit a tile of ${width} x ${height}.`);
    }
    const source = unsigned(samples);
    const target = unsigned(bytes, size);
    for (let row = 0; row < height; row++) {
      const from = row * width;
      const to = row * tileSize * stride + band;
      if (stride === 1 && !differences) {
        copyRow(source, target, from, width, to, tileSize);
        continue;
      }
      if (source instanceof Uint8Array)
        weave8(source, target as Uint8Array, from, width, to, stride, tileSize, differences);
      else if (source instanceof Uint16Array)
        weave16(source, target as Uint16Array, from, width, to, stride, tileSize, differences);
      else if (source instanceof Uint32Array)
        weave32(source, target as Uint32Array, from, width, to, stride, tileSize, differences);
      else weave64(source, target as BigUint64Array, from, width, to, stride, tileSize);
    }
  }
  const rowBytes = tileSize * stride * size;
  for (let row = height; row < tileSize; row++)
    bytes.copyWithin(row * rowBytes, (height - 1) * rowBytes, height * rowBytes);
}

function copyRow(source: Unsigned, target: Unsigned, from: number, width: number, to: number, columns: number): void {
  (target as Uint8Array).set((source as Uint8Array).subarray(from, from + width), to);
  (target as Uint8Array).fill(source[from + width - 1] as number, to + width, to + columns);
}

// One function a width, as in decoding: a loop over arrays of several types is three times as slow.

type Weave<A> = (
  source: A,
  target: A,
  from: number,
  width: number,
  to: number,
  stride: number,
  columns: number,
  differences: boolean,
) => void;

const weave8: Weave<Uint8Array> = (source, target, from, width, to, stride, columns, differences) => {
  let o = to;
  for (let i = 0, left = 0; i < columns; i++, o += stride) {
    const value = source[from + (i < width ? i : width - 1)]!;
    target[o] = differences ? value - left : value;
    left = value;
  }
};

const weave16: Weave<Uint16Array> = (source, target, from, width, to, stride, columns, differences) => {
  let o = to;
  for (let i = 0, left = 0; i < columns; i++, o += stride) {
    const value = source[from + (i < width ? i : width - 1)]!;
    target[o] = differences ? value - left : value;
    left = value;
  }
};

const weave32: Weave<Uint32Array> = (source, target, from, width, to, stride, columns, differences) => {
  let o = to;
  for (let i = 0, left = 0; i < columns; i++, o += stride) {
    const value = source[from + (i < width ? i : width - 1)]!;
    target[o] = differences ? value - left : value;
    left = value;
  }
};

function weave64(
  source: BigUint64Array,
  target: BigUint64Array,
  from: number,
  width: number,
  to: number,
  stride: number,
  columns: number,
) {
  for (let i = 0, o = to; i < columns; i++, o += stride) target[o] = source[from + (i < width ? i : width - 1)]!;
}

/**
 * Applies TIFF's predictor 3 to the bytes of a tile, in place: each row's floats are cut into planes of bytes, the highest first, and each byte
 * becomes the difference to the one `stride` before.
 *
 * @param bytes little-endian floats
 * @param samples a row
 * @param size bytes a sample
 * @param stride samples a pixel
 */
export function floatingPointDifferences(bytes: Uint8Array, samples: number, size: number, stride: number): void {
  const place = placeOfRows(bytes, samples, size);
  if (place) {
    place.code.floatDifferences(place.at, place.rows, samples, stride);
    return;
  }
  const rowBytes = samples * size;
  const row = new Uint8Array(rowBytes);
  const words = new Int32Array(row.buffer);
  for (let start = 0; start < bytes.length; start += rowBytes) {
    row.set(bytes.subarray(start, start + rowBytes));
    if (size === 4) splitWords(words, bytes, start, stride);
    else splitBytes(row, bytes, start, size, stride);
  }
}

function splitWords(words: Int32Array, bytes: Uint8Array, start: number, stride: number): void {
  const samples = words.length;
  const [a, b, c, d] = [start, start + samples, start + 2 * samples, start + 3 * samples];
  for (let i = 0; i < stride; i++) {
    const word = words[i]!;
    // What lies before a plane is the end of the one above.
    const last = words[samples - stride + i]!;
    bytes[a + i] = word >> 24;
    bytes[b + i] = (word >> 16) - (last >> 24);
    bytes[c + i] = (word >> 8) - (last >> 16);
    bytes[d + i] = word - (last >> 8);
  }
  for (let i = stride; i < samples; i++) {
    const word = words[i]!;
    const left = words[i - stride]!;
    bytes[a + i] = (word >> 24) - (left >> 24);
    bytes[b + i] = (word >> 16) - (left >> 16);
    bytes[c + i] = (word >> 8) - (left >> 8);
    bytes[d + i] = word - left;
  }
}

function splitBytes(row: Uint8Array, bytes: Uint8Array, start: number, size: number, stride: number): void {
  const samples = row.length / size;
  for (let plane = 0, to = start; plane < size; plane++) {
    for (let from = size - 1 - plane; from < row.length; from += size) bytes[to++] = row[from]!;
  }
  for (let i = start + samples * size - 1; i >= start + stride; i--) bytes[i] = bytes[i]! - bytes[i - stride]!;
}

function unsigned(samples: SampleArray, size = samples.BYTES_PER_ELEMENT): Unsigned {
  const { buffer, byteOffset, byteLength } = samples;
  if (size === 1) return new Uint8Array(buffer, byteOffset, byteLength);
  if (size === 2) return new Uint16Array(buffer, byteOffset, byteLength >> 1);
  if (size === 4) return new Uint32Array(buffer, byteOffset, byteLength >> 2);
  return new BigUint64Array(buffer, byteOffset, byteLength >> 3);
}
