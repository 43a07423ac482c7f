import { invalid } from '../errors.ts';
import type { Geometry } from '../geometry/geometry.ts';
import { LONGITUDE_LATITUDE } from '../geometry/geometry.ts';
import { positionsOf } from '../geometry/positions.ts';
import { transformed } from '../geometry/shapes/transform.ts';
import { type Crs, CrsError, sameCrs } from '../raster/crs/crs.ts';

/** Longitudes of files that count from 0 to 360, or go on beyond the 180th meridian. */
const MAX_LONGITUDE = 360;

/** How a file's geometries are to be understood, and kept. */
export interface GeometryOptions {
  /** The reference system of those that do not say theirs. */
  readonly crs: Crs;
  /** For files: whether the user gave that system. Then it stands in for one of the file's own that is not known. */
  readonly hasCrs?: boolean;
  /** Whether edges are geodesics where a geometry does not say it; if undefined, they are in geographic systems. */
  readonly geodesic: boolean | undefined;
  /** How far edges may be off in metres after a change of the reference system. */
  readonly maxErrorMeters: number;
  /** Most vertices of a geometry; 0 if there may be any number. */
  readonly maxVertices: number;
}

/** Whether the edges of a geometry in a reference system are geodesics, if it does not say it. */
export function hasGeodesics({ geodesic }: GeometryOptions, crs: Crs): boolean {
  return geodesic ?? crs.kind === 'geographic';
}

/** The reference system that a file says, or the user's in place of one that is not known. @throws CrsError */
export function fileCrs(read: () => Crs, { crs, hasCrs }: GeometryOptions): Crs {
  try {
    return read();
  } catch (error) {
    if (hasCrs && error instanceof CrsError) return crs;
    throw error;
  }
}

/**
 * A geometry as tables keep it: in degrees.
 * @throws INVALID_ARGUMENT for one that is not on the Earth, or has too many vertices
 */
export function placed(geometry: Geometry, { maxErrorMeters, maxVertices, hasCrs }: GeometryOptions): Geometry {
  const { length } = positionsOf(geometry);
  if (maxVertices > 0 && length > maxVertices) {
    throw invalid(
      `A geometry has ${length} vertices; 'maxVertices' allows ${maxVertices}, and geometries are not subdivided. Raise it, or simplify the file.`,
    );
  }
  const inDegrees = sameCrs(geometry.crs, LONGITUDE_LATITUDE)
    ? geometry
    : transformed(geometry, LONGITUDE_LATITUDE, undefined, maxErrorMeters);
  const outside = positionsOf(inDegrees).findIndex(([x, y]) => !(Math.abs(y) <= 90 && Math.abs(x) <= MAX_LONGITUDE));
  if (outside >= 0) {
    const [x, y] = positionsOf(geometry)[Math.min(outside, length - 1)];
    const advice = " Give the source's 'crs', or set it: ogr2ogr -a_srs EPSG:CODE out.shp in.shp.";
    throw invalid(
      `The coordinates (${x}, ${y}) are not on the Earth: is the CRS ${geometry.crs.code ?? 'of the file'} right?${hasCrs === undefined ? '' : advice}`,
    );
  }
  return inDegrees;
}
