/** A GeoTIFF to be written: samples row by row, and what places them. */
export interface TiffContent {
  readonly width: number;
  readonly height: number;
  /** Row by row, pixel by pixel. */
  readonly samples: Uint8Array | Uint16Array | Float32Array;
  /** Bands of a pixel; one by default. */
  readonly bands?: number;
  /** Further tags, or others than those that follow from the rest, as numbers of 16 bits. */
  readonly tags?: { readonly [tag: number]: readonly number[] };
  /** Tie points, each [column, row, 0, x, y, 0]: control points, if there is no place. */
  readonly tiePoints?: readonly (readonly number[])[];
  /** [xScale, xOrigin, yScale (positive), yOrigin] of the upper left corner; none if the file is not to be placed. */
  readonly place?: readonly [number, number, number, number];
  /** Another place: the affine transform [a, b, c, d, e, f], which may turn the raster. */
  readonly matrix?: readonly [number, number, number, number, number, number];
  /** GeoKeys: whole numbers as codes, arrays as doubles, texts. */
  readonly keys?: { readonly [key: number]: number | readonly number[] | string };
  readonly nodata?: string;
}

type Entry = readonly [tag: number, type: 2 | 3 | 4 | 12, values: readonly number[] | string];

/** Writes a GeoTIFF in one strip, little endian, without compression: whatever keys are wanted, right or wrong. */
export function writeGeoTiff({
  width,
  height,
  samples,
  bands = 1,
  tags = {},
  tiePoints = [],
  place,
  matrix,
  keys = {},
  nodata,
}: TiffContent): Uint8Array {
  const { directory, doubles, ascii } = geoKeys(keys);
  const isFloat = samples instanceof Float32Array;
  const pixels = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
  const all: Entry[] = [
    [256, 4, [width]],
    [257, 4, [height]],
    [258, 3, Array.from({ length: bands }, () => samples.BYTES_PER_ELEMENT * 8)],
    [259, 3, [1]],
    [262, 3, [1]],
    [273, 4, [8]],
    [277, 3, [bands]],
    [278, 4, [height]],
    [279, 4, [pixels.length]],
    [339, 3, [isFloat ? 3 : 1]],
  ];
  if (place) {
    all.push([33550, 12, [place[0], place[2], 0]], [33922, 12, [0, 0, 0, place[1], place[3], 0]]);
  }
  if (matrix) {
    const [a, b, c, d, e, f] = matrix;
    all.push([34264, 12, [a, b, 0, c, d, e, 0, f, 0, 0, 0, 0, 0, 0, 0, 1]]);
  }
  if (tiePoints.length > 0) all.push([33922, 12, tiePoints.flat()]);
  if (directory.length > 4) all.push([34735, 3, directory]);
  if (doubles.length > 0) all.push([34736, 12, doubles]);
  if (ascii !== '') all.push([34737, 2, ascii]);
  if (nodata !== undefined) all.push([42113, 2, nodata]);
  const own = Object.entries(tags).map(([tag, values]): Entry => [Number(tag), 3, values]);
  const entries = [...all.filter(([tag]) => !(tag in tags)), ...own].sort(([a], [b]) => a - b);
  return file(pixels, entries);
}

function geoKeys(keys: NonNullable<TiffContent['keys']>) {
  const directory = [1, 1, 0, Object.keys(keys).length];
  const doubles: number[] = [];
  let ascii = '';
  for (const [key, value] of Object.entries(keys)) {
    if (typeof value === 'number') directory.push(Number(key), 0, 1, value);
    else if (typeof value === 'string') {
      directory.push(Number(key), 34737, value.length + 1, ascii.length);
      ascii += `${value}|`;
    } else {
      directory.push(Number(key), 34736, value.length, doubles.length);
      doubles.push(...value);
    }
  }
  return { directory, doubles, ascii };
}

const SIZES = { 2: 1, 3: 2, 4: 4, 12: 8 };

function file(pixels: Uint8Array, entries: readonly Entry[]): Uint8Array {
  const start = 8 + pixels.length + (pixels.length % 2);
  const chunks: Uint8Array[] = [];
  let end = start + 2 + entries.length * 12 + 4;
  const table = new DataView(new ArrayBuffer(end - start));
  table.setUint16(0, entries.length, true);
  entries.forEach(([tag, type, values], i) => {
    const bytes = encoded(type, values);
    const at = 2 + i * 12;
    table.setUint16(at, tag, true);
    table.setUint16(at + 2, type, true);
    table.setUint32(at + 4, bytes.length / SIZES[type], true);
    if (bytes.length <= 4) new Uint8Array(table.buffer).set(bytes, at + 8);
    else {
      table.setUint32(at + 8, end, true);
      const padded = new Uint8Array(bytes.length + (bytes.length % 2));
      padded.set(bytes);
      chunks.push(padded);
      end += padded.length;
    }
  });
  const header = new DataView(new ArrayBuffer(8));
  header.setUint16(0, 0x4949);
  header.setUint16(2, 42, true);
  header.setUint32(4, start, true);
  const padding = new Uint8Array(pixels.length % 2);
  return Buffer.concat([new Uint8Array(header.buffer), pixels, padding, new Uint8Array(table.buffer), ...chunks]);
}

function encoded(type: Entry[1], values: Entry[2]): Uint8Array {
  if (typeof values === 'string') return Buffer.from(`${values}\0`, 'latin1');
  const view = new DataView(new ArrayBuffer(values.length * SIZES[type]));
  values.forEach((value, i) => {
    if (type === 3) view.setUint16(i * 2, value, true);
    else if (type === 4) view.setUint32(i * 4, value, true);
    else view.setFloat64(i * 8, value, true);
  });
  return new Uint8Array(view.buffer);
}
