import { invalid } from '../errors.ts';
import { Geometry, type Position, type Shape } from '../geometry/geometry.ts';
import type { Crs } from '../raster/crs/crs.ts';

/** Collections of WKB nest less deep than this. */
const MAX_DEPTH = 50;

/** How the edges of a binary geometry are. */
export interface WkbOptions {
  readonly crs: Crs;
  readonly geodesic: boolean;
}

/**
 * Reads a geometry's well-known binary (OGC 06-103r4, or PostGIS's extension). Third and fourth coordinates are dropped. Curves are refused.
 * @throws INVALID_ARGUMENT for bytes that are no geometry
 */
export function parseWkb(bytes: Buffer, options: WkbOptions): Geometry {
  try {
    return new Reader(bytes, options).geometry(0);
  } catch (error) {
    if (error instanceof RangeError) throw invalid('Malformed WKB: it ends too early.');
    throw error;
  }
}

const TYPES = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7,
};

class Reader {
  readonly #bytes: Buffer;
  readonly #options: WkbOptions;
  #at = 0;
  #littleEndian = true;
  /** Numbers of a position. */
  #dimensions = 2;

  constructor(bytes: Buffer, options: WkbOptions) {
    this.#bytes = bytes;
    this.#options = options;
  }

  geometry(depth: number): Geometry {
    if (depth > MAX_DEPTH) throw invalid(`A geometry is nested deeper than ${MAX_DEPTH} levels.`);
    const { crs, geodesic } = this.#options;
    return new Geometry(this.#shape(this.#head(), depth), crs, geodesic);
  }

  /** The byte order, the type and the dimensions. */
  #head(): number {
    this.#littleEndian = this.#bytes.readUInt8(this.#at) === 1;
    this.#at += 1;
    const code = this.#count();
    // PostGIS says dimensions and the presence of a reference system by flags, ISO by thousands.
    if ((code & 0x20000000) !== 0) this.#at += 4;
    const plain = code & 0x0fffffff;
    const flags = ((code & 0x80000000) !== 0 ? 1 : 0) + ((code & 0x40000000) !== 0 ? 1 : 0);
    this.#dimensions = 2 + flags + [0, 1, 1, 2][Math.min(3, Math.floor(plain / 1000))];
    return plain % 1000;
  }

  #shape(type: number, depth: number): Shape {
    switch (type) {
      case TYPES.Point: {
        const point = this.#position();
        // An empty point has no numbers.
        return point.some(Number.isNaN)
          ? { type: 'MultiPoint', coordinates: [] }
          : { type: 'Point', coordinates: point };
      }
      case TYPES.LineString:
        return { type: 'LineString', coordinates: this.#positions() };
      case TYPES.Polygon:
        return { type: 'Polygon', coordinates: this.#rings() };
      case TYPES.MultiPoint:
        return { type: 'MultiPoint', coordinates: this.#parts(TYPES.Point, () => this.#position()) };
      case TYPES.MultiLineString:
        return { type: 'MultiLineString', coordinates: this.#parts(TYPES.LineString, () => this.#positions()) };
      case TYPES.MultiPolygon:
        return { type: 'MultiPolygon', coordinates: this.#parts(TYPES.Polygon, () => this.#rings()) };
      case TYPES.GeometryCollection: {
        const geometries = this.#list(HEAD_BYTES, () => this.geometry(depth + 1)).flatMap((part) =>
          part.shape.type === 'GeometryCollection' ? part.shape.geometries : [part],
        );
        return { type: 'GeometryCollection', geometries };
      }
      default:
        throw invalid(
          `Geometries of the WKB type ${type} are not supported. Make lines of curves: ogr2ogr -nlt CONVERT_TO_LINEAR out.gpkg in.gpkg.`,
        );
    }
  }

  #parts<T>(type: number, read: () => T): T[] {
    return this.#list(HEAD_BYTES, () => {
      if (this.#head() !== type) throw invalid('Malformed WKB: a part of a geometry is of another type.');
      return read();
    });
  }

  #rings(): Position[][] {
    return this.#list(COUNT_BYTES, () => this.#positions());
  }

  #positions(): Position[] {
    return this.#list(8 * this.#dimensions, () => this.#position());
  }

  #position(): Position {
    const at = this.#at;
    this.#at += 8 * this.#dimensions;
    return this.#littleEndian
      ? [this.#bytes.readDoubleLE(at), this.#bytes.readDoubleLE(at + 8)]
      : [this.#bytes.readDoubleBE(at), this.#bytes.readDoubleBE(at + 8)];
  }

  /** @param size the fewest bytes of an item: more than there are cannot be meant */
  #list<T>(size: number, item: () => T): T[] {
    const count = this.#count();
    if (count * size > this.#bytes.length - this.#at) throw invalid('Malformed WKB: it ends too early.');
    return Array.from({ length: count }, item);
  }

  #count(): number {
    const at = this.#at;
    this.#at += COUNT_BYTES;
    return this.#littleEndian ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at);
  }
}

const COUNT_BYTES = 4;
const HEAD_BYTES = 5;
