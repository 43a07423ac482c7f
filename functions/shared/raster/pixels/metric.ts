import type { Grid } from '../grid.ts';
import { DEGREES, lattice } from './coordinates.ts';

const RADIANS = Math.PI / 180;
/** WGS 84: equatorial radius in metres, and the square of the eccentricity. */
const RADIUS = 6_378_137;
const ECCENTRICITY_2 = 0.006_694_379_990_141_32;

/** A vector over the ground in metres. */
export interface GroundOffset {
  east: number;
  north: number;
}

/** Measures offsets on the ground between the pixels of a grid. */
export class GroundMetric {
  readonly #degrees: Float64Array;

  constructor(grid: Grid) {
    this.#degrees = lattice(grid, 0.5, 0, DEGREES);
  }

  /**
   * Writes the offset from the centre of one pixel to that of another nearby, given by their indexes, in metres; NaN if a pixel has no
   * position on the Earth. Computed with the ellipsoid's radii of curvature at the mean latitude.
   */
  offset(from: number, to: number, result: GroundOffset): GroundOffset {
    const degrees = this.#degrees;
    const latitude = ((degrees[2 * from + 1] + degrees[2 * to + 1]) / 2) * RADIANS;
    const turn = degrees[2 * to] - degrees[2 * from];
    const across = turn - 360 * Math.round(turn / 360);
    const w = 1 - ECCENTRICITY_2 * Math.sin(latitude) ** 2;
    result.east = across * RADIANS * (RADIUS / Math.sqrt(w)) * Math.cos(latitude);
    result.north =
      (degrees[2 * to + 1] - degrees[2 * from + 1]) * RADIANS * ((RADIUS * (1 - ECCENTRICITY_2)) / w ** 1.5);
    return result;
  }
}
