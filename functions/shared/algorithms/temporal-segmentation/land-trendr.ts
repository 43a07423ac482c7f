import { wrong } from '../../errors.ts';
import { type Band, Image } from '../../raster/image.ts';
import { DOUBLE, PixelType } from '../../raster/pixel-type.ts';
import { loaded, type PixelArray } from '../../raster/pixels/node.ts';
import { WGS84 } from '../../raster/projection.ts';
import { andThen, type Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import { firstBand, plainBand } from '../image/needed-bands.ts';
import { refusedUnlessHomogeneous } from '../image-collection/homogeneous.ts';
import { imageCollectionType } from '../image-collection/image-collection-type.ts';
import { imagesOf } from '../image-collection/images.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { datedImages } from './dated-images.ts';
import { anchoredFit, valueAt } from './piecewise.ts';
import { type PixelSeries, SeriesLoader } from './series-loader.ts';
import { despiked, type TrajectoryOptions, trajectoryOf } from './trajectory.ts';
import { yearsOf } from './yearly.ts';

const NAME = 'TemporalSegmentation.LandTrendr';
const NUMBERS = new PixelType('double', -Infinity, Infinity, 1);
const MATRIX = new PixelType('double', -Infinity, Infinity, 2);

/** The year, the value, the fitted value and whether it is a vertex of each image; the error; what other bands have along the same vertices. */
function fitted(years: Float64Array, { values, picked, count }: PixelSeries, options: TrajectoryOptions): PixelArray[] {
  const places = picked.subarray(0, count);
  const x = Float64Array.from(places, (at) => years[at]);
  const own = (band: Float64Array) => Float64Array.from(places, (at) => band[at]);
  const y = own(values[0]);
  const { vertices, values: corners } = trajectoryOf(x, y, options);
  const turns = vertices.map((vertex) => x[vertex]);
  const n = years.length;
  const rows = new Float64Array(4 * n);
  const line = years.map((year) => valueAt(turns, corners, year));
  // What is not known is taken from the line.
  rows.set(years, 0);
  rows.set(line, n);
  rows.set(line, 2 * n);
  for (const [i, at] of places.entries()) rows[n + at] = y[i];
  for (const vertex of vertices) rows[3 * n + places[vertex]] = 1;
  const squares = y.reduce((sum, value, i) => sum + (value - line[places[i]]) ** 2, 0);
  const others = values.slice(1).map((band): PixelArray => {
    const along = anchoredFit(x, despiked(own(band), options.spikeThreshold), vertices);
    return { shape: [n], values: years.map((year) => valueAt(turns, along, year)) };
  });
  return [
    { shape: [4, n], values: rows },
    { shape: [], values: Float64Array.of(Math.sqrt(squares / count)) },
    ...others,
  ];
}

function segmented(images: readonly Image[], needed: number, options: TrajectoryOptions): Image {
  const [first] = images;
  if (!first) return new Image([]);
  firstBand(first);
  const refused = refusedUnlessHomogeneous(images);
  const dated = datedImages(images);
  const years = yearsOf(dated);
  const outputs: (readonly [string, PixelType])[] = [
    ['LandTrendr', MATRIX],
    ['rmse', DOUBLE],
    ...first.bands.slice(1).map(({ id }) => [`${id}_fit`, NUMBERS] as const),
  ];
  const layers = refused ? [refused.bands] : dated.map(({ image }) => image.bands.map(plainBand));
  const loader = new SeriesLoader(
    layers,
    outputs.map(([, { dimensions }]) => dimensions),
    (series) => (series.count < Math.max(2, needed) ? undefined : fitted(years, series, options)),
  );
  return new Image(outputs.map(([id, type], i): Band => ({ id, type, projection: WGS84, pixels: loaded(loader, i) })));
}

/** Disturbance and recovery. */
export const LAND_TRENDR = [
  algorithm({
    name: NAME,
    description:
      'Fits line segments to yearly images: LandTrendr, Kennedy, Yang and Cohen, 2010. A matrix with a column for each image: year, value, fitted value, whether it is a vertex; the error; and what other bands have along the same vertices.',
    returns: imageType.name,
    parameters: {
      timeSeries: required(imageCollectionType),
      maxSegments: required(t.integer),
      spikeThreshold: defaulted(t.float, 0.9),
      vertexCountOvershoot: defaulted(t.integer, 3),
      preventOneYearRecovery: defaulted(t.boolean, false),
      recoveryThreshold: defaulted(t.float, 0.25),
      pvalThreshold: defaulted(t.float, 0.1),
      bestModelProportion: defaulted(t.float, 0.75),
      minObservationsNeeded: defaulted(t.integer, 6),
    },
    examples: [
      {
        args: {
          timeSeries: $call('ImageCollection.fromImages', {
            images: [
              $call('Element.set', {
                object: $call('Image.constant', { value: [1, 2] }),
                key: 'system:time_start',
                value: 0,
              }),
            ],
          }),
          maxSegments: 6,
        },
        result: imageReply({
          LandTrendr: ['double', null, 2],
          rmse: ['double'],
          constant_1_fit: ['double', null, 1],
        }),
      },
    ],
    run: ({ timeSeries, minObservationsNeeded, ...options }, context) => {
      if (!(options.maxSegments >= 1 && options.maxSegments <= 100))
        throw wrong(`Must be from 1 to 100. Got ${options.maxSegments}.`, 'maxSegments');
      if (!(options.vertexCountOvershoot >= 0 && options.vertexCountOvershoot <= 100))
        throw wrong(`Must be from 0 to 100. Got ${options.vertexCountOvershoot}.`, 'vertexCountOvershoot');
      for (const name of ['spikeThreshold', 'pvalThreshold', 'bestModelProportion'] as const) {
        if (!(options[name] >= 0 && options[name] <= 1))
          throw wrong(`Must be from 0 to 1. Got ${options[name]}.`, name);
      }
      if (!(options.recoveryThreshold >= 0))
        throw wrong(`Must not be negative. Got ${options.recoveryThreshold}.`, 'recoveryThreshold');
      return andThen(
        imagesOf(timeSeries, context),
        (images): Value => segmented(images, minObservationsNeeded, options),
      );
    },
  }),
];
