import type { Crs } from '../raster/crs/crs.ts';
import { parseCrs } from '../raster/crs/crs.ts';
import type { Keyed } from '../values/equality.ts';
import type { Json, ObjectValue, Value } from '../values/value.ts';

/** x (longitude, easting), y (latitude, northing). */
export type Position = readonly [number, number];

/** The shapes of GeoJSON, with its coordinate nesting. */
export type Shape =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'MultiPoint' | 'LineString' | 'LinearRing'; readonly coordinates: readonly Position[] }
  | { readonly type: 'MultiLineString' | 'Polygon'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] }
  | { readonly type: 'GeometryCollection'; readonly geometries: readonly Geometry[] };

export const LONGITUDE_LATITUDE = parseCrs('EPSG:4326');

/** A region of the Earth's surface: a shape in a reference system, with edges that are geodesics or straight. */
export class Geometry implements ObjectValue, Keyed {
  readonly typeName = 'Geometry';
  readonly shape: Shape;
  readonly crs: Crs;
  /** Edges are shortest paths on the Earth; else straight lines in the reference system. */
  readonly geodesic: boolean;
  /**
   * Defines the inside of a polygon. If true, the inside is separated from the outside by an odd number of edges, the outside being the
   * larger side of a ring on the sphere. If false, it lies left of the shell's edges, so that a clockwise shell is a hole in the world.
   */
  readonly evenOdd: boolean;

  constructor(
    shape: Shape,
    crs: Crs = LONGITUDE_LATITUDE,
    geodesic: boolean = crs.kind === 'geographic',
    evenOdd: boolean = true,
  ) {
    this.shape = shape;
    this.crs = crs;
    this.geodesic = geodesic;
    this.evenOdd = evenOdd;
  }

  encode(): Json {
    const { shape } = this;
    const body: { [key: string]: Json } =
      shape.type === 'GeometryCollection'
        ? { type: shape.type, geometries: shape.geometries.map((part) => part.encode()) }
        : { type: shape.type, coordinates: encodeCoordinates(shape.coordinates) };
    // Only what differs from GeoJSON's own meaning is said: longitude and latitude, edges as geodesics.
    if (this.crs.code !== 'EPSG:4326') {
      body['crs'] = { type: 'name', properties: { name: this.crs.code ?? this.crs.wkt ?? this.crs.definition } };
    }
    const edges = shape.type !== 'Point' && shape.type !== 'MultiPoint' && shape.type !== 'GeometryCollection';
    if (edges && !this.geodesic) body['geodesic'] = false;
    if (edges && !this.evenOdd) body['evenOdd'] = false;
    return body;
  }

  /** Of the same shape in the same coordinates; other ways to draw the same region are not equal. */
  key(keyOfPart: (value: Value) => string): string {
    if (this.shape.type !== 'GeometryCollection') return JSON.stringify(this.encode());
    return this.shape.geometries.map(keyOfPart).join();
  }
}

type Nested = number | readonly Nested[];

/** Unbounded geometries have infinite coordinates, which JSON has no numbers for. */
function encodeCoordinates(nested: Nested): Json {
  if (typeof nested === 'number') return Number.isFinite(nested) ? nested : String(nested);
  return nested.map(encodeCoordinates);
}
