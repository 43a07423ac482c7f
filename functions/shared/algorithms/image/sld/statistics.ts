import { parseCrs } from '../../../raster/crs/crs.ts';
import type { Grid } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';

/** Pixels a side of the grid that statistics are taken on. */
const SIDE = 256;
const BUCKETS = 256;
/** Where maps of the world end: a band that is everywhere is looked at within. */
const WORLD = [-180, -85, 180, 85] as const;

/** How values are distributed: so many of them in each of equal parts of a range. */
export interface Histogram {
  readonly min: number;
  readonly max: number;
  readonly counts: Float64Array;
}

/** The histogram of a band over its footprint, from 256 by 256 pixels. */
export async function histogramOf(band: Band, context: PixelContext): Promise<Histogram> {
  const [west, south, east, north] = band.footprint?.bounds ?? WORLD;
  const [across, down] = [(east - west) / SIDE || 1e-9, (north - south) / SIDE || 1e-9];
  const grid: Grid = {
    crs: parseCrs('EPSG:4326'),
    transform: [across, 0, west, 0, -down, north],
    width: SIDE,
    height: SIDE,
  };
  const [{ values, mask }] = await computeBands([band], grid, context);
  const known = Float64Array.from(values).filter(
    (value, i) => Number.isFinite(value) && (mask === undefined || mask[i] > 0),
  );
  const counts = new Float64Array(BUCKETS);
  if (known.length === 0) return { min: 0, max: 1, counts };
  let [min, max] = [known[0], known[0]];
  for (const value of known) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  for (const value of known) counts[bucketOf(value, min, max)]++;
  return { min, max, counts };
}

/** The part of a range that a value is in. */
export function bucketOf(value: number, min: number, max: number): number {
  if (!(max > min)) return 0;
  return Math.max(0, Math.min(BUCKETS - 1, Math.floor(((value - min) / (max - min)) * BUCKETS)));
}
