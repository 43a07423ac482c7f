import { invalid } from '../errors.ts';
import { Geometry, type Position, type Shape } from '../geometry/geometry.ts';
import { type GeometryOptions, hasGeodesics } from './placed-geometry.ts';

const TAG =
  /^\s*(?:SRID=4326;)?\s*(POINT|LINESTRING|LINEARRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON|GEOMETRYCOLLECTION)\s*(?:ZM|Z|M)?\s*(?:\(|EMPTY\b)/i;

/** Collections of WKT nest less deep than this. */
const MAX_DEPTH = 50;

/** Whether a text looks like the well-known text of a geometry. */
export function isWkt(text: string): boolean {
  return TAG.test(text);
}

/** Reads a geometry's well-known text (OGC 06-103r4). Third and fourth coordinates are dropped. */
export function parseWkt(text: string, options: GeometryOptions): Geometry {
  const reader = new Reader(text.replace(/^\s*SRID=4326;/i, ''), options);
  const geometry = reader.geometry(0);
  reader.end();
  return geometry;
}

class Reader {
  readonly #text: string;
  readonly #options: GeometryOptions;
  #at = 0;

  constructor(text: string, options: GeometryOptions) {
    this.#text = text;
    this.#options = options;
  }

  geometry(depth: number): Geometry {
    if (depth > MAX_DEPTH) throw invalid(`A geometry's text is nested deeper than ${MAX_DEPTH} levels.`);
    const tag = this.#take(/[A-Za-z]+/y)?.toUpperCase() ?? '';
    this.#take(/(?:ZM|Z|M)\b/iy);
    const { crs } = this.#options;
    return new Geometry(this.#shape(tag, depth), crs, hasGeodesics(this.#options, crs));
  }

  end(): void {
    if (this.#take(/$/y) === undefined) throw this.#malformed();
  }

  #shape(tag: string, depth: number): Shape {
    switch (tag) {
      case 'POINT': {
        const points = this.#points();
        if (points.length > 1) throw this.#malformed();
        return points.length === 0
          ? { type: 'MultiPoint', coordinates: [] }
          : { type: 'Point', coordinates: points[0] };
      }
      case 'LINESTRING':
        return { type: 'LineString', coordinates: this.#points() };
      case 'LINEARRING':
        return { type: 'LinearRing', coordinates: this.#ring() };
      case 'POLYGON':
        return { type: 'Polygon', coordinates: this.#list(() => this.#ring()) };
      case 'MULTIPOINT':
        return { type: 'MultiPoint', coordinates: this.#list(() => this.#point()) };
      case 'MULTILINESTRING':
        return { type: 'MultiLineString', coordinates: this.#list(() => this.#points()) };
      case 'MULTIPOLYGON':
        return { type: 'MultiPolygon', coordinates: this.#list(() => this.#list(() => this.#ring())) };
      case 'GEOMETRYCOLLECTION': {
        const geometries = this.#list(() => this.geometry(depth + 1)).flatMap(({ shape }, i, all) =>
          shape.type === 'GeometryCollection' ? shape.geometries : [all[i]],
        );
        return { type: 'GeometryCollection', geometries };
      }
      default:
        throw this.#malformed();
    }
  }

  #points(): Position[] {
    return this.#list(() => this.#position());
  }

  #ring(): Position[] {
    const ring = this.#points();
    const [first, last] = [ring[0], ring[ring.length - 1]];
    if (ring.length < 4 || first[0] !== last[0] || first[1] !== last[1]) {
      throw invalid('A ring must have at least four positions, of which the last is the first.');
    }
    return ring;
  }

  /** A position that may have parentheses of its own, as those of a MULTIPOINT. */
  #point(): Position {
    if (this.#take(/\(/y) === undefined) return this.#position();
    const position = this.#position();
    if (this.#take(/\)/y) === undefined) throw this.#malformed();
    return position;
  }

  #position(): Position {
    const numbers: number[] = [];
    for (;;) {
      const number = this.#take(/[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y);
      if (number === undefined) break;
      numbers.push(Number(number));
    }
    if (numbers.length < 2 || numbers.length > 4) throw this.#malformed();
    return [numbers[0], numbers[1]];
  }

  #list<T>(item: () => T): T[] {
    if (this.#take(/EMPTY\b/iy) !== undefined) return [];
    if (this.#take(/\(/y) === undefined) throw this.#malformed();
    const items = [item()];
    while (this.#take(/,/y) !== undefined) items.push(item());
    if (this.#take(/\)/y) === undefined) throw this.#malformed();
    return items;
  }

  /** What comes next, without the white space before and after it, if it is what is expected. */
  #take(expected: RegExp): string | undefined {
    const space = /\s*/y;
    space.lastIndex = this.#at;
    space.test(this.#text);
    expected.lastIndex = space.lastIndex;
    const [found] = expected.exec(this.#text) ?? [];
    if (found === undefined) return undefined;
    this.#at = expected.lastIndex;
    return found;
  }

  #malformed(): Error {
    return invalid(`Malformed WKT near "${this.#text.slice(this.#at, this.#at + 30)}".`);
  }
}
