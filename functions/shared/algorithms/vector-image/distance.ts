import { wrong } from '../../errors.ts';
import { OutlineIndex } from '../../geometry/outline-index.ts';
import { isUnbounded } from '../../geometry/parts.ts';
import { segmentsWithin } from '../../geometry/segments.ts';
import type { Grid } from '../../raster/grid.ts';
import { Image } from '../../raster/image.ts';
import { DOUBLE } from '../../raster/pixel-type.ts';
import type { PixelContext } from '../../raster/pixels/context.ts';
import { LONGITUDE_LATITUDE_LOADER } from '../../raster/pixels/coordinates.ts';
import { type Loader, loaded, type Tile } from '../../raster/pixels/node.ts';
import { WGS84 } from '../../raster/projection.ts';
import type { MaybePromise } from '../../values/value.ts';
import { collectionType } from '../collection/types.ts';
import type { Context } from '../context.ts';
import { algorithm } from '../declare.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { POINTS } from './example-features.ts';
import { layerOf } from './feature-layer.ts';
import type { FeatureSource, Placed, Surroundings } from './feature-source.ts';
import { namedLoader } from './named-loader.ts';

/** Edges that are no geodesics are cut into some that are off by at most this part of the error that is allowed. */
const EDGE_PART = 0.25;
/** The least of it, in metres. */
const LEAST_ERROR = 0.001;

/** Metres from the centre of each pixel to the nearest outline, line or point of a layer; masked where none is near. */
class DistanceLoader implements Loader {
  readonly fractionalMask = false;
  readonly #radius: number;
  readonly #context: Context;
  readonly #indexOn: (grid: Grid, around: Surroundings) => MaybePromise<OutlineIndex>;

  constructor(source: FeatureSource, radius: number, error: number, context: Context) {
    this.#radius = radius;
    this.#context = context;
    this.#indexOn = source.derived((features) => outlineIndex(features, error, context));
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const index = await this.#indexOn(grid, { meters: this.#radius });
    context.signal.throwIfAborted();
    const [longitudes, latitudes] = await LONGITUDE_LATITUDE_LOADER.load([0, 1], grid, context);
    const count = grid.width * grid.height;
    const release = context.claim(index.bytes + count * 9);
    try {
      const values = new Float64Array(count);
      const mask = new Uint8Array(count);
      const distance = index.search(this.#radius);
      for (let i = 0; i < count; i++) {
        if (i % grid.width === 0) this.#context.spend(grid.width);
        const [longitude, latitude] = [longitudes.values[i], latitudes.values[i]];
        if (!(Math.abs(latitude) <= 90)) continue;
        const meters = distance([longitude, latitude]);
        if (meters === Infinity) continue;
        values[i] = meters;
        mask[i] = 1;
      }
      return bands.map(() => ({ values, mask }));
    } finally {
      release();
    }
  }
}

function outlineIndex(features: readonly Placed[], error: number, context: Context): OutlineIndex {
  const segments = features.flatMap(({ geometry }) => {
    if (isUnbounded(geometry)) return [];
    const pieces = segmentsWithin(geometry, Math.max(LEAST_ERROR, error * EDGE_PART));
    context.spend(pieces.length);
    return pieces;
  });
  return new OutlineIndex(segments, error);
}

/** Distances to features. */
export const DISTANCE = [
  algorithm({
    name: 'Collection.distance',
    description:
      'The distance in metres from each pixel to the nearest point, line or border of the features; masked where none is within the search radius.',
    returns: imageType.name,
    parameters: {
      features: required(collectionType),
      searchRadius: defaulted(t.float, 100_000),
      maxError: defaulted(t.float, 100),
    },
    examples: [{ args: { features: POINTS }, result: imageReply({ distance: ['double'] }) }],
    run: ({ features, searchRadius, maxError }, context) => {
      if (!(searchRadius >= 0)) throw wrong(`'searchRadius' must not be negative. Got ${searchRadius}.`);
      if (!(maxError >= 0)) throw wrong(`'maxError' must not be negative. Got ${maxError}.`);
      const loader = new DistanceLoader(layerOf(features, context).source, searchRadius, maxError, context);
      const named = namedLoader('Collection.distance', loader);
      return new Image([{ id: 'distance', type: DOUBLE, projection: WGS84, pixels: loaded(named, 0) }]);
    },
  }),
];
