import { type Affine, apply, invert, multiply } from '../affine.ts';
import { type Crs, crsKey, sameCrs } from '../crs/crs.ts';
import { transformer } from '../crs/transform.ts';
import type { Grid } from '../grid.ts';
import type { Projection } from '../projection.ts';
import { type BandRequest, computeBands } from './compute.ts';
import type { PixelContext } from './context.ts';
import { DEGREES } from './coordinates.ts';
import type { Loader, Tile } from './node.ts';

/** The affine transform from the coordinates of one projection's system to those of another's with the same pixel coordinates. */
export function moveBetween(from: Projection, to: Projection): Affine {
  const [a, b, c, d, e, f] = from.transform;
  const [p, q, x, r, s, y] = to.transform;
  // Pixels of the same size are moved without rounding: aligned grids stay aligned.
  if (a === p && b === q && d === r && e === s) return [1, 0, x - c, 0, 1, y - f];
  return multiply(to.transform, invert(from.transform));
}

/**
 * Moves bands from one projection to another: the pixel at a pixel coordinate of the target is the one at the same pixel coordinate of the
 * source.
 */
export class MovedLoader implements Loader {
  readonly fractionalMask = true;
  readonly #bands: readonly BandRequest[];
  readonly #source: Projection;
  readonly #target: Projection;

  /** @param source where the bands are taken from, and `target` where they are to be */
  constructor(bands: readonly BandRequest[], source: Projection, target: Projection) {
    this.#bands = bands;
    this.#source = source;
    this.#target = target;
  }

  load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const requests = bands.map((band) => this.#bands[band]);
    return computeBands(requests, this.#sourceGrid(grid), context);
  }

  /** The source grid whose pixels coincide with those of a grid after the move, so that nothing has to be interpolated. */
  #sourceGrid(grid: Grid): Grid {
    const move = moveBetween(this.#target, this.#source);
    if (sameCrs(grid.crs, this.#target.crs))
      return { ...grid, crs: this.#source.crs, transform: multiply(move, grid.transform) };
    return { ...grid, crs: movedCrs(grid.crs, this.#target.crs, move, this.#source.crs) };
  }
}

/** A system in which a place has the coordinates that the place it is moved to has in another: by way of a third, a move, and a fourth. */
function movedCrs(base: Crs, target: Crs, move: Affine, source: Crs): Crs {
  const [toTarget, toDegrees, back] = [transformer(base, target), transformer(source, DEGREES), invert(move)];
  return {
    ...base,
    code: undefined,
    wkt: undefined,
    name: 'moved',
    definition: [crsKey(base), crsKey(target), move.join(), crsKey(source)].join(' > '),
    operation: {
      toGeographic(coordinates) {
        toTarget.forward(coordinates);
        moveAll(coordinates, move);
        toDegrees.forward(coordinates);
      },
      fromGeographic(coordinates) {
        toDegrees.inverse(coordinates);
        moveAll(coordinates, back);
        toTarget.inverse(coordinates);
      },
    },
  };
}

function moveAll(coordinates: Float64Array, move: Affine): void {
  for (let i = 0; i < coordinates.length; i += 2) {
    [coordinates[i], coordinates[i + 1]] = apply(move, coordinates[i], coordinates[i + 1]);
  }
}
