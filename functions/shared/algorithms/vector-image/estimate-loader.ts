import type { Position } from '../../geometry/geometry.ts';
import { Neighbours, type PlaceIndex } from '../../geometry/place-index.ts';
import type { Grid } from '../../raster/grid.ts';
import { Image } from '../../raster/image.ts';
import { DOUBLE } from '../../raster/pixel-type.ts';
import type { PixelContext } from '../../raster/pixels/context.ts';
import { LONGITUDE_LATITUDE_LOADER } from '../../raster/pixels/coordinates.ts';
import { type Loader, loaded, type Tile } from '../../raster/pixels/node.ts';
import { WGS84 } from '../../raster/projection.ts';
import type { MaybePromise } from '../../values/value.ts';
import type { Context } from '../context.ts';
import type { FeatureSource, Placed, Surroundings } from './feature-source.ts';
import { namedLoader } from './named-loader.ts';

/** Measurements that are as much work as an element of the language. */
const MEASUREMENTS_PER_ELEMENT = 4;

/** Estimates the value at a place from the measurements around it. */
export interface Estimator {
  readonly places: PlaceIndex;
  /** @param near the measurements around the place: never none, and the same ones always in the same order */
  estimate(near: Neighbours): number;
}

/** The input of an estimation: features with measurements, the radius that counts, and the estimator. */
export interface Estimation {
  readonly source: FeatureSource;
  /** Measurements this near to a pixel count, in metres. */
  readonly radius: number;
  estimatorOf(features: readonly Placed[]): Estimator;
}

/** Estimates each pixel from the measurements around it; masked where there are none near. */
class EstimateLoader implements Loader {
  readonly fractionalMask = false;
  readonly #context: Context;
  readonly #radius: number;
  readonly #estimatorOn: (grid: Grid, around: Surroundings) => MaybePromise<Estimator>;

  constructor({ source, radius, estimatorOf }: Estimation, context: Context) {
    this.#context = context;
    this.#radius = radius;
    this.#estimatorOn = source.derived(estimatorOf);
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const estimator = await this.#estimatorOn(grid, { meters: this.#radius });
    const [longitudes, latitudes] = await LONGITUDE_LATITUDE_LOADER.load([0, 1], grid, context);
    const count = grid.width * grid.height;
    const values = new Float64Array(count);
    const mask = new Uint8Array(count);
    const near = new Neighbours();
    for (let i = 0; i < count; i++) {
      if (i % grid.width === 0) context.signal.throwIfAborted();
      const position: Position = [longitudes.values[i], latitudes.values[i]];
      if (!(Math.abs(position[1]) <= 90)) continue;
      estimator.places.around(position, this.#radius, near);
      this.#context.spend(1 + near.count / MEASUREMENTS_PER_ELEMENT);
      if (near.count === 0) continue;
      values[i] = estimator.estimate(near);
      mask[i] = 1;
    }
    return bands.map(() => ({ values, mask }));
  }
}

/** The image of an algorithm's estimates. */
export function estimateImage(name: string, estimation: Estimation, context: Context): Image {
  const loader = namedLoader(name, new EstimateLoader(estimation, context));
  return new Image([{ id: 'estimate', type: DOUBLE, projection: WGS84, pixels: loaded(loader, 0) }]);
}
