import type { Work } from '../samples.ts';
import { type Distance, nearestCentre } from './distance.ts';
import type { Space } from './space.ts';

/** Points that are looked at in the time of one visit elsewhere. */
const POINTS_A_VISIT = 4;

export interface KMeans {
  readonly centres: Float64Array;
  /** The place of each point's centre. */
  readonly places: Int32Array;
}

/**
 * Moves centres to the middle of the points that are nearest to them, until nothing changes (Lloyd, 1957). Centres without points are
 * left out.
 * @param rows which points take part
 */
export function kMeans(
  { points, width }: Space,
  start: Float64Array,
  distance: Distance,
  maxIterations: number,
  rows: Int32Array,
  work: Work,
): KMeans {
  let centres = start;
  let places = new Int32Array(rows.length);
  for (let iteration = 0; ; iteration++) {
    work(1 + (rows.length * (centres.length / width)) / POINTS_A_VISIT);
    const sizes = new Int32Array(centres.length / width);
    let moved = iteration === 0;
    const next = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) {
      const place = nearestCentre(centres, points, rows[i] * width, width, distance.between);
      next[i] = place;
      sizes[place]++;
      if (place !== places[i]) moved = true;
    }
    places = next;
    const empty = sizes.includes(0);
    if (!moved || (iteration >= maxIterations && !empty)) break;
    const all = distance.centres({ points, width, rows, places, sizes });
    centres = empty ? all.filter((_, at) => sizes[Math.floor(at / width)] > 0) : all;
    // Places mean other centres now where some have been left out.
    if (empty) places = places.map(() => -1);
  }
  return { centres, places };
}

/** All points. */
export function allRows({ count }: Space): Int32Array {
  return Int32Array.from({ length: count }, (_, row) => row);
}

/** The sum of the distances of points from their centres. */
export function spreadWithin(
  { points, width }: Space,
  { centres, places }: KMeans,
  rows: Int32Array,
  { between }: Distance,
): number {
  let sum = 0;
  rows.forEach((row, i) => {
    sum += between(points, row * width, centres, places[i] * width, width);
  });
  return sum;
}
