import type { ColumnType } from '../column.ts';

/**
 * FlatGeobuf, version 3 (https://flatgeobuf.org, format by Björn Harrtell): these bytes, a header, a packed R-tree, and the features. Header
 * and features are FlatBuffers with their sizes (uint32) before them. Numbers below are those of the schemas header.fbs and feature.fbs.
 *
 * One thing is not as others write it: features are in the order of the table, so that its first ones can be read at once. The leaves of
 * the tree are in the order of a Hilbert curve, and say where each feature is.
 */
export const MAGIC = Uint8Array.of(0x66, 0x67, 0x62, 3, 0x66, 0x67, 0x62, 0);

/** Bytes of the size before a FlatBuffer. */
export const SIZE_PREFIX = 4;

/** Fields of the tables, by their places in the schemas. */
export const HEADER = {
  name: 0,
  envelope: 1,
  geometryType: 2,
  columns: 7,
  featuresCount: 8,
  indexNodeSize: 9,
  crs: 10,
} as const;
export const COLUMN = { name: 0, type: 1 } as const;
export const CRS = { org: 0, code: 1, wkt: 4 } as const;
export const FEATURE = { geometry: 0, properties: 1, columns: 2 } as const;
export const GEOMETRY = { ends: 0, xy: 1, type: 6, parts: 7 } as const;

export const GEOMETRY_TYPES = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7,
} as const;

/** The format's types of the columns' types. */
export const COLUMN_TYPES: { readonly [type in ColumnType]: number } = {
  Boolean: 2,
  Integer: 5,
  Long: 7,
  Float: 10,
  String: 11,
  Object: 12,
};

/** The column of a feature's `system:index`: the first one of each table. */
export const INDEX_COLUMN = 'system:index';
export const INDEX_PLACE = 0;

/** The second column, of what the format cannot say of a geometry, and its type, an unsigned byte; without it, edges are geodesics. */
export const EDGES_COLUMN = 'terrane:edges';
export const EDGES_PLACE = 1;
export const EDGES_TYPE = 1;
export const GEODESIC = 1;
export const EVEN_ODD = 2;
/** A line that is a LinearRing: the format has none. */
export const RING = 4;
export const USUAL_EDGES = GEODESIC | EVEN_ODD;
