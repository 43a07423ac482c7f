import { invert } from '../affine.ts';
import { parseCrs } from '../crs/crs.ts';
import { wrapLongitude } from '../crs/longitude.ts';
import { transformer } from '../crs/transform.ts';
import type { Grid } from '../grid.ts';
import type { Projection } from '../projection.ts';
import type { Loader, Tile } from './node.ts';

/** Longitude and latitude. */
export const DEGREES = parseCrs('EPSG:4326');

/** A loader of bands that follow from where a pixel is: `compute` fills one array a band. */
function positionLoader(bandCount: number, compute: (grid: Grid) => Float64Array[]): Loader {
  return {
    fractionalMask: false,
    async load(bands, grid): Promise<Tile[]> {
      const all = compute(grid);
      if (all.length !== bandCount) throw new Error(`${all.length} bands instead of ${bandCount}`);
      return bands.map((band) => ({ values: all[band], mask: validMask(all[band]) }));
    },
  };
}

/** Places without an image under the transformation are masked. */
function validMask(values: Float64Array): Uint8Array | undefined {
  const mask = new Uint8Array(values.length);
  let some = false;
  for (let i = 0; i < values.length; i++) {
    mask[i] = Number.isNaN(values[i]) ? 0 : 1;
    some ||= mask[i] === 0;
  }
  return some ? mask : undefined;
}

/** The points of a lattice of a grid's pixels, in coordinates of another system: x0, y0, x1, y1, … row by row. */
export function lattice(grid: Grid, offset: number, extra: number, crs: Projection['crs']): Float64Array {
  const [width, height] = [grid.width + extra, grid.height + extra];
  const [a, b, c, d, e, f] = grid.transform;
  const points = new Float64Array(width * height * 2);
  for (let row = 0, i = 0; row < height; row++) {
    const y = row + offset;
    for (let column = 0; column < width; column++, i += 2) {
      const x = column + offset;
      points[i] = a * x + b * y + c;
      points[i + 1] = d * x + e * y + f;
    }
  }
  transformer(grid.crs, crs).forward(points);
  return points;
}

function split(points: Float64Array): Float64Array[] {
  const [x, y] = [new Float64Array(points.length / 2), new Float64Array(points.length / 2)];
  for (let i = 0; i < x.length; i++) {
    x[i] = points[2 * i];
    y[i] = points[2 * i + 1];
  }
  return [x, y];
}

/** Longitude (from -180 to 180, whichever turn the grid is on) and latitude of pixel centres, in degrees. */
export const LONGITUDE_LATITUDE_LOADER = positionLoader(2, (grid) => {
  const [longitudes, latitudes] = split(lattice(grid, 0.5, 0, DEGREES));
  return [longitudes.map(wrapLongitude), latitudes];
});

/** The pixel coordinates of a projection at the pixel centres of the grid that is asked for. */
export function coordinatesLoader(projection: Projection): Loader {
  return positionLoader(2, (grid) => {
    const points = lattice(grid, 0.5, 0, projection.crs);
    const [a, b, c, d, e, f] = invert(projection.transform);
    for (let i = 0; i < points.length; i += 2) {
      const [x, y] = [points[i], points[i + 1]];
      points[i] = a * x + b * y + c;
      points[i + 1] = d * x + e * y + f;
    }
    return split(points);
  });
}

/** WGS 84: equatorial radius in metres, and eccentricity. */
const RADIUS = 6_378_137;
const ECCENTRICITY = 0.081_819_190_842_621_49;

/**
 * Longitude and latitude (degrees) to a cylindrical plane on which areas are those of the ellipsoid, in metres.
 * Source: J. P. Snyder, Map Projections: A Working Manual, formula 3-12.
 */
function equalArea(longitude: number, latitude: number): [number, number] {
  const s = Math.sin((latitude * Math.PI) / 180);
  const e = ECCENTRICITY;
  const q = (1 - e * e) * (s / (1 - e * e * s * s) + Math.log((1 + e * s) / (1 - e * s)) / (2 * e));
  return [(RADIUS * longitude * Math.PI) / 180, (RADIUS * q) / 2];
}

/** Square metres of each pixel on the ellipsoid: of the quadrilateral of its corners on an equal-area plane. */
export const AREA_LOADER = positionLoader(1, (grid) => {
  const corners = lattice(grid, 0, 1, DEGREES);
  for (let i = 0; i < corners.length; i += 2) {
    [corners[i], corners[i + 1]] = equalArea(corners[i], corners[i + 1]);
  }
  const areas = new Float64Array(grid.width * grid.height);
  const stride = (grid.width + 1) * 2;
  for (let row = 0, i = 0; row < grid.height; row++) {
    for (let column = 0; column < grid.width; column++, i++) {
      const a = row * stride + column * 2;
      const [b, c, d] = [a + 2, a + stride + 2, a + stride];
      // Half the cross product of the diagonals.
      areas[i] =
        Math.abs(
          (corners[c] - corners[a]) * (corners[d + 1] - corners[b + 1]) -
            (corners[d] - corners[b]) * (corners[c + 1] - corners[a + 1]),
        ) / 2;
    }
  }
  return [areas];
});
