import { type Affine, apply } from './affine.ts';
import type { Crs } from './crs/crs.ts';
import { transformer } from './crs/transform.ts';
import { turnOf } from './crs/turn.ts';
import { WGS84 } from './projection.ts';

/** The number of points along each side of a raster that are checked. */
const POINTS = 5;

/**
 * Whether a raster can lie on the Earth: in degrees, whether all of it is between the poles (but for a pixel, since some grids have centres
 * of pixels there) and no more than a turn from Greenwich; in other systems whether any of it has a place.
 */
export function isOnEarth(crs: Crs, transform: Affine, width: number, height: number): boolean {
  const corners: [number, number][] = [];
  for (let j = 0; j < POINTS; j++) {
    for (let i = 0; i < POINTS; i++) {
      corners.push(apply(transform, (width * i) / (POINTS - 1), (height * j) / (POINTS - 1)));
    }
  }
  const pixel = Math.hypot(transform[0], transform[1], transform[3], transform[4]);
  if (crs.kind === 'geographic') {
    const turn = turnOf(crs)!;
    return corners.every(([x, y]) => Math.abs(x) <= turn + pixel && Math.abs(y) <= turn / 4 + pixel);
  }
  const toDegrees = transformer(crs, WGS84.crs);
  const points = Float64Array.from(corners.flat());
  toDegrees.forward(points);
  const back = points.slice();
  toDegrees.inverse(back);
  return corners.some(([x, y], i) => {
    const [dx, dy] = [back[2 * i] - x, back[2 * i + 1] - y];
    return Math.abs(points[2 * i + 1]) <= 90 && Math.hypot(dx, dy) <= Math.max(pixel, 1);
  });
}
