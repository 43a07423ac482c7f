import { type Grid, subGrid } from '../grid.ts';
import { DEGREES, lattice } from './coordinates.ts';

/** The radius of the sphere that distances on the ground are measured on, in metres: the equator's of WGS 84. */
const RADIUS = 6_378_137;
const RADIANS = Math.PI / 180;

/** Distances between neighbouring pixels of a grid over a sphere, in metres, by their numbers: NaN where there is no place. */
export function sphericalSteps(grid: Grid): (from: number, to: number) => number {
  const places = lattice(grid, 0.5, 0, DEGREES);
  const cosines = new Float64Array(places.length / 2);
  for (let i = 0; i < cosines.length; i++) {
    places[2 * i] *= RADIANS;
    places[2 * i + 1] *= RADIANS;
    cosines[i] = Math.cos(places[2 * i + 1]);
  }
  const turn = 2 * Math.PI;
  return (from, to) => {
    const across = places[2 * to] - places[2 * from];
    const east = (across - turn * Math.round(across / turn)) * ((cosines[from] + cosines[to]) / 2);
    const north = places[2 * to + 1] - places[2 * from + 1];
    return RADIUS * Math.sqrt(east * east + north * north);
  };
}

/** Distances between neighbouring pixels of a grid in the plane of its reference system, in metres. */
export function planarSteps({ crs, transform: [a, b, , d, e], width }: Grid): (from: number, to: number) => number {
  const [across, down] = [Math.hypot(a, d) * crs.metersPerUnit, Math.hypot(b, e) * crs.metersPerUnit];
  const [falling, rising] = [Math.hypot(a + b, d + e), Math.hypot(a - b, d - e)].map((x) => x * crs.metersPerUnit);
  return (from, to) => {
    const difference = Math.abs(to - from);
    if (difference === 1) return across;
    if (difference === width) return down;
    return difference === width + 1 ? falling : rising;
  };
}

/** The shortest distance between neighbours in the corners and the middle of a grid, in metres; undefined where none is known. */
export function shortestStep(grid: Grid): number | undefined {
  const { width, height } = grid;
  const corners = [
    [0, 0],
    [width - 2, 0],
    [0, height - 2],
    [width - 2, height - 2],
    [width >> 1, height >> 1],
  ];
  const lengths = corners.flatMap(([column, row]) => {
    const step = sphericalSteps(subGrid(grid, { column, row, width: 2, height: 2 }));
    return [step(0, 1), step(0, 2)].filter((length) => length > 0);
  });
  return lengths.length === 0 ? undefined : Math.min(...lengths);
}
