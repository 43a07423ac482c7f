import type { MaybePromise } from '../../values/value.ts';
import type { SampleArray } from '../samples.ts';
import { type Stretch, spread8, spread16, spread32, spread64 } from './deinterleave.ts';
import { type FourBands, fourBands } from './four-bands.ts';
import { GeoTiffError } from './geotiff-error.ts';
import { halfFloats } from './half-float.ts';
import type { Layout } from './layout.ts';
import { readPackedRow } from './odd-bits.ts';
import { undoFloatingPoint } from './predictor.ts';

/** Where the samples of a segment go: one array a band, each a grid of `stride` samples a row. */
export interface Destination {
  /** Bands of the segment to take, in the order of `arrays`; of a separate layout always [0]. */
  readonly bands: readonly number[];
  readonly arrays: readonly SampleArray[];
  /** Samples a row of the arrays. */
  readonly stride: number;
  /** Row of the arrays where the segment starts. */
  readonly row: number;
  /** Columns and rows of the segment that lie in the image. */
  readonly columns: number;
  readonly rows: number;
}

/**
 * Decompresses a segment's stored bytes. The result is good until this thread decompresses anything else.
 * @throws GeoTiffError when they are damaged
 */
export function decompressSegment(stored: Uint8Array, layout: Layout): MaybePromise<Uint8Array> {
  return layout.decompress(
    layout.reversedBits ? stored.map(reverseBits) : stored,
    rowBytesOf(layout) * layout.segmentHeight,
  );
}

function rowBytesOf({ segmentWidth, separate, bandCount, encoding }: Layout): number {
  return Math.ceil((segmentWidth * (separate ? 1 : bandCount) * encoding.bits) / 8);
}

/**
 * Turns a segment's decompressed bytes into bands: predictor, byte order and interleaving. The bytes are changed.
 * @throws GeoTiffError when they are too few.
 */
export function decodeSegment(decompressed: Uint8Array, layout: Layout, destination: Destination): void {
  const { segmentWidth, separate, bandCount, encoding, predictor, littleEndian } = layout;
  const samplesPerPixel = separate ? 1 : bandCount;
  const samples = segmentWidth * samplesPerPixel;
  const rowBytes = rowBytesOf(layout);
  const { rows } = destination;
  let data = decompressed;
  if (data.length < rowBytes * rows) {
    throw new GeoTiffError(`A block of the TIFF is truncated: ${data.length} bytes of ${rowBytes * rows}.`);
  }
  const bytes = encoding.bits / 8;
  if (![1, 2, 4, 8].includes(bytes)) {
    unpack(data, layout, samplesPerPixel, destination);
    return;
  }
  data = aligned(data, rowBytes * rows, bytes);
  if (predictor === 3) undoFloatingPoint(data, samples, bytes, samplesPerPixel);
  else if (!littleEndian) swapBytes(data, bytes);
  const four = bytes === 2 && samplesPerPixel === 4 && !needsConversion(layout);
  const apart = four ? fourBands(data, segmentWidth, predictor === 2) : undefined;
  if (apart) {
    copyBands(apart, destination);
    return;
  }
  const source = unsigned(data, bytes);
  for (const [slot, band] of destination.bands.entries()) {
    const array = destination.arrays[slot]!;
    const converted = needsConversion(layout) ? new Uint8Array(destination.columns * bytes) : undefined;
    const target = unsigned(converted ?? array, bytes);
    for (let row = 0; row < rows; row++) {
      const to = (destination.row + row) * destination.stride;
      spread(source, target, {
        from: row * samples + band,
        stride: samplesPerPixel,
        to: converted ? 0 : to,
        count: destination.columns,
        differences: predictor === 2,
      });
      if (converted) convert(converted, layout, array, to, destination.columns);
    }
  }
}

function copyBands(apart: FourBands, { bands, arrays, stride, row: top, columns, rows }: Destination): void {
  const targets = arrays.map((array) => unsigned(array, 2) as Uint16Array);
  const sources = bands.map((band) => apart.rows[band]!.subarray(0, columns));
  for (let row = 0; row < rows; row++) {
    apart.take(row);
    for (let i = 0; i < sources.length; i++) targets[i]!.set(sources[i]!, (top + row) * stride);
  }
}

function reverseBits(byte: number): number {
  let reversed = 0;
  for (let bit = 0; bit < 8; bit++) reversed |= ((byte >> bit) & 1) << (7 - bit);
  return reversed;
}

/** Half floats and 64-bit integers have no array of their own. */
function needsConversion({ encoding }: Layout): boolean {
  return (encoding.bits === 16 && encoding.format === 'float') || (encoding.bits === 64 && encoding.format !== 'float');
}

function convert(row: Uint8Array, { encoding }: Layout, target: SampleArray, to: number, count: number): void {
  if (encoding.bits === 16) {
    const bits = new Uint16Array(row.buffer, 0, count);
    const values = halfFloats();
    for (let i = 0; i < count; i++) target[to + i] = values[bits[i]!]!;
    return;
  }
  const integers =
    encoding.format === 'int' ? new BigInt64Array(row.buffer, 0, count) : new BigUint64Array(row.buffer, 0, count);
  for (let i = 0; i < count; i++) target[to + i] = Number(integers[i]);
}

function unpack(
  data: Uint8Array,
  { encoding, segmentWidth }: Layout,
  samplesPerPixel: number,
  destination: Destination,
): void {
  for (let row = 0; row < destination.rows; row++) {
    const values = readPackedRow(data, row, segmentWidth * samplesPerPixel, encoding.bits);
    const to = (destination.row + row) * destination.stride;
    for (const [slot, band] of destination.bands.entries()) {
      const array = destination.arrays[slot]!;
      for (let i = 0; i < destination.columns; i++) array[to + i] = values[i * samplesPerPixel + band]!;
    }
  }
}

type Unsigned = Uint8Array | Uint16Array | Uint32Array | BigUint64Array;

function unsigned(bytes: SampleArray, size: number): Unsigned {
  const { buffer, byteOffset, byteLength } = bytes;
  if (size === 1) return new Uint8Array(buffer, byteOffset, byteLength);
  if (size === 2) return new Uint16Array(buffer, byteOffset, byteLength >> 1);
  if (size === 4) return new Uint32Array(buffer, byteOffset, byteLength >> 2);
  return new BigUint64Array(buffer, byteOffset, byteLength >> 3);
}

function spread(source: Unsigned, target: Unsigned, stretch: Stretch): void {
  if (source instanceof Uint8Array) spread8(source, target as Uint8Array, stretch);
  else if (source instanceof Uint16Array) spread16(source, target as Uint16Array, stretch);
  else if (source instanceof Uint32Array) spread32(source, target as Uint32Array, stretch);
  else spread64(source, target as BigUint64Array, stretch);
}

/** Exactly `length` bytes, where arrays of wider samples can be laid over them. */
function aligned(data: Uint8Array, length: number, size: number): Uint8Array {
  return data.byteOffset % size === 0 ? data.subarray(0, length) : data.slice(0, length);
}

function swapBytes(data: Uint8Array, size: number): void {
  if (size === 1) return;
  const buffer = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  if (size === 2) buffer.swap16();
  else if (size === 4) buffer.swap32();
  else buffer.swap64();
}
