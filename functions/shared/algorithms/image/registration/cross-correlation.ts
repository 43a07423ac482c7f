import { wrong } from '../../../errors.ts';
import { withFootprint } from '../../../raster/band-footprint.ts';
import { bestShifts } from '../../../raster/correlation/moving-window.ts';
import { commonFootprint } from '../../../raster/footprint.ts';
import type { Grid } from '../../../raster/grid.ts';
import { type Band, Image } from '../../../raster/image.ts';
import { PixelType } from '../../../raster/pixel-type.ts';
import { evenly, validInAll } from '../../../raster/pixels/around.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import { type Loader, loaded, maskOf, type Tile } from '../../../raster/pixels/node.ts';
import { padded } from '../../../raster/pixels/shifted.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { defaulted, required } from '../../parameter.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { firstBand, plainBand } from '../needed-bands.ts';

/** Largest shift and window, in pixels. */
const MOST_GAP = 64;
const MOST_SIZE = 1024;

interface Options {
  readonly size: number;
  readonly most: number;
  readonly masked: number;
}

/** Two images' bands, which are compared one with one. */
export interface Pair {
  readonly a: readonly Band[];
  readonly b: readonly Band[];
}

/** The bands of two images, which must have as many. */
export function paired(imageA: Image, imageB: Image): Pair {
  firstBand(imageA);
  if (imageA.bands.length !== imageB.bands.length)
    throw wrong(
      `The images must have the same number of bands. Got ${imageA.bands.length} and ${imageB.bands.length}.`,
    );
  return { a: imageA.bands.map(plainBand), b: imageB.bands.map(plainBand) };
}

/** Columns and rows to the best match, how far that is, and the correlation there. */
class CrossCorrelationLoader implements Loader {
  readonly fractionalMask = false;
  readonly #pair: Pair;
  readonly #options: Options;

  constructor(pair: Pair, options: Options) {
    this.#pair = pair;
    this.#options = options;
  }

  async load(outputs: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const { a, b } = this.#pair;
    const { size, most, masked } = this.#options;
    const margin = (size >> 1) + most + 1;
    const wide = padded(grid, evenly(margin));
    const count = wide.width * wide.height;
    const release = context.claim(count * (a.length * 24 + 2) + grid.width * grid.height * 50);
    try {
      const tiles = await computeBands([...a, ...b], wide, context);
      const [first, second] = [tiles.slice(0, a.length), tiles.slice(a.length)];
      const best = bestShifts(
        {
          a: first.map(({ values }) => values),
          b: second.map(({ values }) => values),
          validA: validInAll(first, count),
          validB: validInAll(second, count),
          width: wide.width,
        },
        { column: margin, row: margin, width: grid.width, height: grid.height },
        size,
        most,
        masked,
        () => context.signal.throwIfAborted(),
      );
      const distance = Float64Array.from(best.x, (x, i) => Math.hypot(x, best.y[i]));
      const results = [Float64Array.from(best.x), Float64Array.from(best.y), distance, best.correlation];
      const mask = maskOf(best.valid);
      return outputs.map((output) => ({ values: results[output], mask }));
    } finally {
      release();
    }
  }
}

/** How well two images fit each other. */
export const CROSS_CORRELATION = [
  algorithm({
    name: 'CrossCorrelation',
    description:
      'Finds the shift at which a window around each pixel of the first image correlates best with the second: columns, rows, distance in pixels, and the correlation.',
    returns: imageType.name,
    parameters: {
      imageA: required(imageType),
      imageB: required(imageType),
      maxGap: required(t.integer, 'The largest shift, in columns and in rows.'),
      windowSize: required(t.integer, 'In pixels.'),
      maxMaskedFrac: defaulted(t.float, 0),
    },
    examples: [
      {
        args: { imageA: 1, imageB: 2, maxGap: 3, windowSize: 5 },
        result: imageReply({
          deltaX: ['float', [-3, 3]],
          deltaY: ['float', [-3, 3]],
          distance: ['float', [0, Math.hypot(3, 3)]],
          correlation: ['float', [-1, 1]],
        }),
      },
    ],
    run: ({ imageA, imageB, maxGap: most, windowSize: size, maxMaskedFrac: masked }) => {
      const pair = paired(imageA, imageB);
      if (!(most >= 0 && most <= MOST_GAP)) throw wrong(`Must be from 0 to ${MOST_GAP}. Got ${most}.`, 'maxGap');
      if (!(size >= 1 && size <= MOST_SIZE)) throw wrong(`Must be from 1 to ${MOST_SIZE}. Got ${size}.`, 'windowSize');
      if (!(masked >= 0 && masked <= 1)) throw wrong(`Must be from 0 to 1. Got ${masked}.`, 'maxMaskedFrac');
      const loader = new CrossCorrelationLoader(pair, { size, most, masked });
      const shift = new PixelType('float', -most, most);
      const types = {
        deltaX: shift,
        deltaY: shift,
        distance: new PixelType('float', 0, Math.hypot(most, most)),
        correlation: new PixelType('float', -1, 1),
      };
      const [first] = pair.a;
      const footprint = [...pair.a, ...pair.b].map((band) => band.footprint).reduce(commonFootprint);
      const bands = Object.entries(types).map(([id, type], i): Band => {
        return withFootprint({ ...first, id, type, pixels: loaded(loader, i) }, footprint);
      });
      return new Image(bands);
    },
  }),
];
