import type { Crs } from '../raster/crs/crs.ts';
import { transformer } from '../raster/crs/transform.ts';
import { boxOf, transformBox } from '../raster/extent.ts';
import type { Grid } from '../raster/grid.ts';
import { Projection } from '../raster/projection.ts';
import type { Box } from './bounds.ts';
import { type Geometry, LONGITUDE_LATITUDE } from './geometry.ts';
import { rectangleOf } from './shapes/bounds.ts';

/** The box of a grid with some pixels around it, in its reference system. */
export function boxWithMargin({ crs, transform, width, height }: Grid, margin: number): Box {
  const window = { column: -margin, row: -margin, width: width + 2 * margin, height: height + 2 * margin };
  return boxOf(window, new Projection(crs, transform));
}

/** A rectangle along meridians and parallels that holds a box of a reference system. */
export function degreeRectangle(box: Box, crs: Crs): Geometry {
  const [west, south, east, north] = transformBox(box, crs, LONGITUDE_LATITUDE);
  const bottom = Number.isFinite(south) && !holdsPole(box, crs, -90) ? Math.max(-90, south) : -90;
  const top = Number.isFinite(north) && !holdsPole(box, crs, 90) ? Math.min(90, north) : 90;
  // Longitudes of both sides of the 180th meridian, or around a pole: all of them.
  const around = !(east - west <= 180) || bottom === -90 || top === 90;
  return rectangleOf(around ? -180 : west, bottom, around ? 180 : east, top, LONGITUDE_LATITUDE);
}

function holdsPole([x0, y0, x1, y1]: Box, crs: Crs, latitude: number): boolean {
  const pole = Float64Array.of(0, latitude);
  transformer(LONGITUDE_LATITUDE, crs).forward(pole);
  return pole[0] >= x0 && pole[0] <= x1 && pole[1] >= y0 && pole[1] <= y1;
}
