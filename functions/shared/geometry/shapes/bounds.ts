import type { Crs } from '../../raster/crs/crs.ts';
import { drawingOf } from '../drawing.ts';
import { Geometry, LONGITUDE_LATITUDE, type Position } from '../geometry.ts';
import { type Jts, partsOf } from '../overlay/jts.ts';
import { EMPTY, isEmpty, isUnbounded, UNBOUNDED } from '../parts.ts';
import { DEGREES, projected } from '../plane/projected.ts';
import { withSubstance } from './substance.ts';

/** Metres that the bounds may be off, where edges bulge. */
const ERROR = 0.001;

/** The smallest rectangle around a geometry: along meridians and parallels, or in a reference system. */
export function boundsOf(geometry: Geometry, crs?: Crs): Geometry {
  if (isEmpty(geometry)) return EMPTY;
  if (isUnbounded(geometry)) return UNBOUNDED;
  if (crs !== undefined && projected(crs) !== DEGREES) {
    const [x0, y0, x1, y1] = drawingOf(withSubstance(geometry), projected(crs), ERROR).box;
    return rectangleOf(x0, y0, x1, y1, crs);
  }
  const [west, south, east, north] = degreeBounds(geometry);
  return rectangleOf(west, south, east, north, LONGITUDE_LATITUDE);
}

/** [west, south, east, north] in degrees; beyond 180 in the east where the geometry lies across that meridian. */
export function degreeBounds(geometry: Geometry): readonly [number, number, number, number] {
  const { parts, box } = drawingOf(withSubstance(geometry), DEGREES, ERROR);
  const [west, east] = narrowest(spansOf([parts.areas, parts.lines, parts.points]));
  return [west, box[1], east, box[3]];
}

/** A planar rectangle. */
export function rectangleOf(x0: number, y0: number, x1: number, y1: number, crs: Crs): Geometry {
  const ring: Position[] = [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
    [x0, y0],
  ];
  return new Geometry({ type: 'Polygon', coordinates: [ring] }, crs, false);
}

function spansOf(parts: readonly (Jts | null)[]): [number, number][] {
  return parts
    .flatMap((part) => [0, 1, 2].flatMap((dimension) => partsOf(part, dimension)))
    .map((part) => part.getEnvelopeInternal())
    .map((box) => [box.getMinX(), box.getMaxX()]);
}

/** The narrowest range of longitudes that contains some ranges: all but the widest gap between them. */
function narrowest(spans: readonly (readonly [number, number])[]): [number, number] {
  const sorted = [...spans].sort((a, b) => a[0] - b[0]);
  let reach = sorted[0][1];
  let widest = 0;
  let [from, to] = [sorted[0][0], sorted.reduce((most, span) => Math.max(most, span[1]), -180)];
  const around = sorted[0][0] + 360 - to;
  for (const [start, end] of sorted) {
    const gap = start - reach;
    if (gap > widest && gap > around) [widest, from, to] = [gap, start, reach + 360];
    reach = Math.max(reach, end);
  }
  return [from, to];
}
