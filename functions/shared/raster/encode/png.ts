import { crc32 } from 'node:zlib';
import { deflateQuickly, openKernel } from '../deflate/quick.ts';
import { findPalette, type Palette } from './palette.ts';

/** An image of 8-bit samples, interleaved by pixel, row by row. */
export interface PngImage {
  readonly width: number;
  readonly height: number;
  /** 1 gray, 2 gray and alpha, 3 RGB, 4 RGBA. */
  readonly channels: 1 | 2 | 3 | 4;
  readonly data: Uint8Array;
}

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const COLOR_TYPE = { 1: 0, 2: 4, 3: 2, 4: 6 } as const;
const INDEXED = 3;
const NO_FILTER = 0;
const SUB_FILTER = 1;
const MAX_DIMENSION = 2 ** 31 - 1;

/**
 * Encodes an image as PNG: with a palette where at most 256 colours (transparency included) occur, else as it is. Rows are filtered
 * as differences to the left and compressed by our own coder, which looks for little but runs: map tiles do not suffer from it, and
 * it takes a fraction of the time.
 * @throws RangeError when the data do not have the stated size.
 */
export function encodePng(image: PngImage): Uint8Array {
  const { width, height, channels, data } = image;
  if (!(width > 0 && height > 0 && width <= MAX_DIMENSION && height <= MAX_DIMENSION)) {
    throw new RangeError(`A PNG cannot be ${width} x ${height}.`);
  }
  if (data.length !== width * height * channels) {
    throw new RangeError(`${width} x ${height} pixels of ${channels} channels are not ${data.length} bytes.`);
  }
  const palette = channels === 1 ? undefined : findPalette(data, channels);
  return palette ? indexed(image, palette) : direct(image);
}

function direct({ width, height, channels, data }: PngImage): Uint8Array {
  const stream = subFiltered(data, width * channels, height, channels);
  return assemble(width, height, 8, COLOR_TYPE[channels], [], stream);
}

function indexed({ width, height }: PngImage, { colors, indices }: Palette): Uint8Array {
  const count = colors.length / 4;
  const depth = count <= 2 ? 1 : count <= 4 ? 2 : count <= 16 ? 4 : 8;
  const stream = depth === 8 ? subFiltered(indices, width, height, 1) : packed(indices, width, height, depth);
  const entries = new Uint8Array(count * 3);
  const alphas = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    entries.set(colors.subarray(i * 4, i * 4 + 3), i * 3);
    alphas[i] = colors[i * 4 + 3]!;
  }
  // Opaque colours come last, and need no entry.
  const transparent = alphas.findLastIndex((alpha) => alpha < 255) + 1;
  const extra = [chunk('PLTE', entries)];
  if (transparent > 0) extra.push(chunk('tRNS', alphas.subarray(0, transparent)));
  return assemble(width, height, depth, INDEXED, extra, stream);
}

/** Rows of differences, deflated. */
function subFiltered(data: Uint8Array, rowBytes: number, height: number, pixelBytes: number): Uint8Array {
  const kernel = openKernel((rowBytes + 1) * height);
  const rows = kernel.input;
  for (let row = 0, from = 0, to = 0; row < height; row++) {
    rows[to++] = SUB_FILTER;
    const end = from + rowBytes;
    for (const first = from + pixelBytes; from < first; ) rows[to++] = data[from++]!;
    for (; from < end; from++) rows[to++] = data[from]! - data[from - pixelBytes]!;
  }
  return deflateQuickly(kernel);
}

/** Rows of several indices a byte, the leftmost in the highest bits, deflated. */
function packed(indices: Uint8Array, width: number, height: number, depth: 1 | 2 | 4): Uint8Array {
  const rowBytes = Math.ceil((width * depth) / 8);
  const rows = new Uint8Array((rowBytes + 1) * height);
  const perByte = 8 / depth;
  for (let row = 0; row < height; row++) {
    const to = row * (rowBytes + 1);
    rows[to] = NO_FILTER;
    for (let i = 0; i < width; i++) {
      const shift = 8 - depth * ((i % perByte) + 1);
      rows[to + 1 + Math.floor(i / perByte)]! |= indices[row * width + i]! << shift;
    }
  }
  const kernel = openKernel(rows.length);
  kernel.input.set(rows);
  return deflateQuickly(kernel, true);
}

function assemble(
  width: number,
  height: number,
  depth: number,
  colorType: number,
  extra: Uint8Array[],
  pixels: Uint8Array,
) {
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, depth);
  header.setUint8(9, colorType);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', new Uint8Array(header.buffer)),
    ...extra,
    chunk('IDAT', pixels),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(data.length + 12);
  bytes.writeUInt32BE(data.length, 0);
  bytes.write(type, 4, 'latin1');
  bytes.set(data, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, data.length + 8)), data.length + 8);
  return bytes;
}
