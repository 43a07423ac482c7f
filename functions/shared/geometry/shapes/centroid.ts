import type { Crs } from '../../raster/crs/crs.ts';
import { wrapLongitude } from '../../raster/crs/longitude.ts';
import { extentOf } from '../extent.ts';
import { Geometry, type Position } from '../geometry.ts';
import { centroidOfJts, type Jts } from '../overlay/jts.ts';
import { drawn } from '../overlay/parts.ts';
import { EMPTY, isEmpty, isUnbounded } from '../parts.ts';
import { equalArea } from '../plane/equal-area.ts';
import { projected } from '../plane/projected.ts';
import { Trace } from '../trace.ts';
import { withSubstance } from './substance.ts';

/** Metres that edges may be off. */
const ERROR = 0.01;
/** Rounds in which the map is moved to where the centroid was found. */
const ROUNDS = 3;

/** The centre of gravity of the areas of a geometry; of its lines if it has none, or else of its points. */
export function centroidOf(given: Geometry, crs?: Crs): Geometry {
  if (isEmpty(given)) return EMPTY;
  if (isUnbounded(given)) return point([0, 0]);
  const geometry = withSubstance(given);
  if (crs !== undefined)
    return new Geometry({ type: 'Point', coordinates: inPlane(new Trace(projected(crs), ERROR), geometry) }, crs);
  let centre = extentOf([geometry])?.centre ?? ([0, 0] as const);
  for (let round = 0; round < ROUNDS; round++) {
    const plane = equalArea(centre);
    centre = plane.inverse(inPlane(new Trace(plane, ERROR), geometry));
  }
  return point([wrapLongitude(centre[0]), centre[1]]);
}

function point(coordinates: Position): Geometry {
  return new Geometry({ type: 'Point', coordinates });
}

function inPlane(trace: Trace, geometry: Geometry): Position {
  const { areas, lines, points } = drawn(trace, geometry);
  return centroidOfJts((areas ?? lines ?? points) as Jts);
}
