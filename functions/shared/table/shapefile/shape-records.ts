import { invalid } from '../../errors.ts';
import type { Geometry, Position, Shape } from '../../geometry/geometry.ts';
import { turn } from './shapes.ts';

/** The main file of a shapefile and its index (ESRI Shapefile Technical Description, 1998). */
const FILE_CODE = 9994;
const VERSION = 1000;
const HEADER_BYTES = 100;
const INDEX_RECORD_BYTES = 8;

/** Bytes of a file beyond which readers do not find records: offsets are counted in words of 16 bits, by signed numbers. */
const MAX_BYTES = 2 ** 31 - 1;

/** The types of shapes, by the geometries that they hold. */
const TYPES: { readonly [type in Shape['type']]?: number } = {
  Point: 1,
  LineString: 3,
  MultiLineString: 3,
  Polygon: 5,
  MultiPolygon: 5,
  MultiPoint: 8,
};
const NULL_SHAPE = 0;

/** A record of the main file, and that of the index. */
export interface ShapeRecord {
  readonly shp: Buffer;
  readonly shx: Buffer;
}

/** Writes geometries in degrees, all of one kind, one after the other; what comes before them is known at the end. */
export class ShapeRecords {
  #type = NULL_SHAPE;
  #kind = '';
  #count = 0;
  #size = HEADER_BYTES;
  readonly #box = [Infinity, Infinity, -Infinity, -Infinity];

  /**
   * The record of a geometry; null has one, too.
   * @throws INVALID_ARGUMENT for another kind of geometries than the first one's, and beyond 2 GiB
   */
  add(geometry: Geometry | null): ShapeRecord {
    const content = geometry === null ? int32(NULL_SHAPE) : this.#content(geometry.shape);
    const head = Buffer.alloc(8);
    head.writeInt32BE(++this.#count);
    head.writeInt32BE(content.length / 2, 4);
    const entry = Buffer.alloc(INDEX_RECORD_BYTES);
    entry.writeInt32BE(this.#size / 2);
    entry.writeInt32BE(content.length / 2, 4);
    this.#size += head.length + content.length;
    if (this.#size > MAX_BYTES) throw invalid('A shapefile has at most 2 GiB. Choose another file format.');
    return { shp: Buffer.concat([head, content]), shx: entry };
  }

  /** The headers of both files, once all geometries have been added. */
  heads(): ShapeRecord {
    return { shp: this.#header(this.#size), shx: this.#header(HEADER_BYTES + INDEX_RECORD_BYTES * this.#count) };
  }

  #header(size: number): Buffer {
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeInt32BE(FILE_CODE);
    header.writeInt32BE(size / 2, 24);
    header.writeInt32LE(VERSION, 28);
    header.writeInt32LE(this.#type, 32);
    this.#box.forEach((value, i) => {
      header.writeDoubleLE(Number.isFinite(value) ? value : 0, 36 + 8 * i);
    });
    return header;
  }

  #content(shape: Shape): Buffer {
    const type = TYPES[shape.type];
    if (type === undefined) {
      throw invalid(`A shapefile has no geometries of type ${shape.type}. Choose another file format.`);
    }
    if (this.#type === NULL_SHAPE) [this.#type, this.#kind] = [type, shape.type];
    if (type !== this.#type) {
      throw invalid(
        `A shapefile has one kind of geometries: this one is a ${shape.type}, and the first one is a ${this.#kind}. Filter them apart, or choose another file format.`,
      );
    }
    const parts = partsOf(shape);
    const positions = parts.flat();
    const box = boxOf(positions);
    for (const i of [0, 1]) this.#box[i] = Math.min(this.#box[i], box[i]);
    for (const i of [2, 3]) this.#box[i] = Math.max(this.#box[i], box[i]);
    if (shape.type === 'Point') return Buffer.concat([int32(type), doubles(positions.flat())]);
    if (shape.type === 'MultiPoint') {
      return Buffer.concat([int32(type), doubles(box), int32(positions.length), doubles(positions.flat())]);
    }
    const starts = parts.map((_, i) => parts.slice(0, i).reduce((sum, part) => sum + part.length, 0));
    const counts = int32(parts.length, positions.length, ...starts);
    return Buffer.concat([int32(type), doubles(box), counts, doubles(positions.flat())]);
  }
}

/** The lines, rings or points of a shape. Shells turn clockwise, holes the other way around. */
function partsOf(shape: Shape): readonly (readonly Position[])[] {
  switch (shape.type) {
    case 'Point':
      return [[shape.coordinates]];
    case 'MultiPoint':
    case 'LineString':
      return [shape.coordinates];
    case 'MultiLineString':
      return shape.coordinates;
    case 'Polygon':
      return shape.coordinates.map(turned);
    case 'MultiPolygon':
      return shape.coordinates.flatMap((rings) => rings.map(turned));
    default:
      return [];
  }
}

function turned(ring: readonly Position[], place: number): readonly Position[] {
  const isClockwise = turn(ring) <= 0;
  return isClockwise === (place === 0) ? ring : ring.toReversed();
}

/** West, south, east, north. */
function boxOf(positions: readonly Position[]): number[] {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of positions) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

function int32(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => {
    bytes.writeInt32LE(value, 4 * i);
  });
  return bytes;
}

function doubles(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length);
  values.forEach((value, i) => {
    bytes.writeDoubleLE(value, 8 * i);
  });
  return bytes;
}
