import { invalid } from '../../errors.ts';
import { Geometry, type Position, type Shape } from '../../geometry/geometry.ts';
import type { Crs } from '../../raster/crs/crs.ts';
import type { FlatTable } from './flat-table.ts';
import { GEOMETRY, GEOMETRY_TYPES } from './format.ts';

/** Collections nest less deep than this. */
const MAX_DEPTH = 50;
const POSITION_BYTES = 16;

/** The geometries of features that others have written. */
export interface ImportedGeometry {
  readonly crs: Crs;
  readonly geodesic: boolean;
  /** The type of geometries that do not say theirs. */
  readonly type: number;
}

/**
 * Reads a geometry of a feature's FlatBuffer. Third and fourth coordinates are dropped.
 * @throws INVALID_ARGUMENT for types that are not supported and more positions than the bytes can hold; RangeError for damaged bytes
 */
export function importedGeometry(view: DataView, table: FlatTable, options: ImportedGeometry): Geometry {
  return new Reader(view, options).geometry(table, options.type, 0);
}

class Reader {
  readonly #view: DataView;
  readonly #options: ImportedGeometry;
  /** Positions and parts that there can be: offsets may lead to the same ones again and again. */
  #left: number;

  constructor(view: DataView, options: ImportedGeometry) {
    this.#view = view;
    this.#options = options;
    this.#left = view.byteLength;
  }

  geometry(table: FlatTable, fallback: number, depth: number): Geometry {
    if (depth > MAX_DEPTH) throw invalid(`A geometry is nested deeper than ${MAX_DEPTH} levels.`);
    const shape = this.#shape(table, table.byte(GEOMETRY.type, 0) || fallback, depth);
    return new Geometry(shape, this.#options.crs, this.#options.geodesic);
  }

  #shape(table: FlatTable, type: number, depth: number): Shape {
    switch (type) {
      case GEOMETRY_TYPES.Point: {
        const [point] = this.#positions(table);
        return point ? { type: 'Point', coordinates: point } : { type: 'MultiPoint', coordinates: [] };
      }
      case GEOMETRY_TYPES.MultiPoint:
        return { type: 'MultiPoint', coordinates: this.#positions(table) };
      case GEOMETRY_TYPES.LineString:
        return { type: 'LineString', coordinates: this.#positions(table) };
      case GEOMETRY_TYPES.MultiLineString:
        return { type: 'MultiLineString', coordinates: this.#lines(table) };
      case GEOMETRY_TYPES.Polygon:
        return { type: 'Polygon', coordinates: this.#lines(table) };
      case GEOMETRY_TYPES.MultiPolygon:
        return { type: 'MultiPolygon', coordinates: this.#parts(table).map((part) => this.#lines(part)) };
      case GEOMETRY_TYPES.GeometryCollection: {
        const geometries = this.#parts(table)
          .map((part) => this.geometry(part, 0, depth + 1))
          .flatMap((part) => (part.shape.type === 'GeometryCollection' ? part.shape.geometries : [part]));
        return { type: 'GeometryCollection', geometries };
      }
      default:
        throw invalid(
          `Geometries of the FlatGeobuf type ${type} are not supported. Make lines of curves: ogr2ogr -nlt CONVERT_TO_LINEAR out.fgb in.fgb.`,
        );
    }
  }

  #parts(table: FlatTable): FlatTable[] {
    this.#spend(table.vector(GEOMETRY.parts)?.length ?? 0);
    return table.tables(GEOMETRY.parts);
  }

  #positions(table: FlatTable): Position[] {
    const { start, length } = table.vector(GEOMETRY.xy) ?? { start: 0, length: 0 };
    const count = Math.floor(length / 2);
    this.#spend(count * POSITION_BYTES);
    return Array.from({ length: count }, (_, i): Position => {
      const at = start + POSITION_BYTES * i;
      return [this.#view.getFloat64(at, true), this.#view.getFloat64(at + 8, true)];
    });
  }

  #lines(table: FlatTable): Position[][] {
    const positions = this.#positions(table);
    const ends = table.vector(GEOMETRY.ends);
    if (ends === undefined) return positions.length === 0 ? [] : [positions];
    this.#spend(ends.length);
    let from = 0;
    return Array.from({ length: ends.length }, (_, i) => {
      const to = this.#view.getUint32(ends.start + 4 * i, true);
      const line = positions.slice(from, to);
      from = to;
      return line;
    });
  }

  #spend(count: number): void {
    this.#left -= count;
    if (this.#left < 0) throw invalid('The geometry is damaged: it has more positions than bytes.');
  }
}
