import { deflateSync } from 'node:zlib';

/** Rows of a strip. */
const ROWS = 128;

const SHORT = 3;
const LONG = 4;
const DOUBLE = 12;

type Samples = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Float32Array | Float64Array;

/** Square pixels, north up. */
export interface Grid {
  readonly width: number;
  readonly height: number;
  /** The west and north edges, and the size of a pixel, in units of the CRS. */
  readonly west: number;
  readonly north: number;
  readonly scale: number;
}

/** What a GeoTIFF is made of: bands of one type on one grid. Its CRS is said by whoever imports it. */
interface Raster extends Grid {
  readonly bands: readonly Samples[];
}

/** A GeoTIFF: one plane a band, in strips that are compressed by DEFLATE (TIFF 6.0; OGC GeoTIFF 1.1). */
export function geoTiff({ width, height, west, north, scale, bands }: Raster): Uint8Array {
  const [first] = bands;
  const bits = (first?.BYTES_PER_ELEMENT ?? 1) * 8;
  const isFloat = first instanceof Float32Array || first instanceof Float64Array;
  const isSigned = first instanceof Int8Array || first instanceof Int16Array;
  const strips = bands.flatMap((band) => stripsOf(band, width, height));
  const offsets: number[] = [];
  let offset = 8;
  for (const strip of strips) {
    offsets.push(offset);
    offset += strip.length + (strip.length % 2);
  }
  const each = (value: number) => bands.map(() => value);
  const directory: readonly (readonly [tag: number, type: number, values: readonly number[]])[] = [
    [256, LONG, [width]],
    [257, LONG, [height]],
    [258, SHORT, each(bits)],
    // Adobe's DEFLATE.
    [259, SHORT, [8]],
    // Black is zero.
    [262, SHORT, [1]],
    [273, LONG, offsets],
    [277, SHORT, [bands.length]],
    [278, LONG, [ROWS]],
    [279, LONG, strips.map(({ length }) => length)],
    // A plane a band.
    [284, SHORT, [2]],
    [339, SHORT, each(isFloat ? 3 : isSigned ? 2 : 1)],
    [33_550, DOUBLE, [scale, scale, 0]],
    [33_922, DOUBLE, [0, 0, 0, west, north, 0]],
    // The only GeoKey: pixels are areas.
    [34_735, SHORT, [1, 1, 0, 1, 1025, 0, 1, 1]],
  ];
  const image = Buffer.alloc(offset);
  image.write('II*\0', 0, 'latin1');
  image.writeUInt32LE(offset, 4);
  for (const [i, strip] of strips.entries()) image.set(strip, offsets[i]);
  return Buffer.concat([image, directoryBytes(directory, offset)]);
}

function stripsOf(band: Samples, width: number, height: number): Uint8Array[] {
  const strips: Uint8Array[] = [];
  for (let row = 0; row < height; row += ROWS) {
    const part = band.subarray(row * width, Math.min(height, row + ROWS) * width);
    strips.push(deflateSync(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), { level: 4 }));
  }
  return strips;
}

const SIZES: { readonly [type: number]: number } = { [SHORT]: 2, [LONG]: 4, [DOUBLE]: 8 };

/** An image file directory, and behind it the values that have no room in it. */
function directoryBytes(
  directory: readonly (readonly [tag: number, type: number, values: readonly number[]])[],
  offset: number,
): Buffer {
  const head = Buffer.alloc(2 + directory.length * 12 + 4);
  head.writeUInt16LE(directory.length, 0);
  const tail: Buffer[] = [];
  let end = offset + head.length;
  for (const [i, [tag, type, values]] of directory.entries()) {
    const at = 2 + i * 12;
    const bytes = Buffer.alloc(Math.max(4, values.length * (SIZES[type] ?? 0)));
    for (const [k, value] of values.entries()) {
      if (type === SHORT) bytes.writeUInt16LE(value, k * 2);
      else if (type === LONG) bytes.writeUInt32LE(value, k * 4);
      else bytes.writeDoubleLE(value, k * 8);
    }
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(values.length, at + 4);
    if (bytes.length === 4) head.set(bytes, at + 8);
    else {
      head.writeUInt32LE(end, at + 8);
      tail.push(bytes);
      end += bytes.length;
    }
  }
  return Buffer.concat([head, ...tail]);
}
