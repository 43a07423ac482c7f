import { wrong } from '../../errors.ts';
import { Image } from '../../raster/image.ts';
import { PixelType } from '../../raster/pixel-type.ts';
import { loaded, type PixelArray } from '../../raster/pixels/node.ts';
import { WGS84 } from '../../raster/projection.ts';
import { andThen, type Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import { onlyBand, plainBand } from '../image/needed-bands.ts';
import { refusedUnlessHomogeneous } from '../image-collection/homogeneous.ts';
import { imageCollectionType } from '../image-collection/image-collection-type.ts';
import { imagesOf } from '../image-collection/images.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { datedImages } from './dated-images.ts';
import { anchoredFit, valueAt } from './piecewise.ts';
import { type PixelSeries, SeriesLoader } from './series-loader.ts';
import { despiked } from './trajectory.ts';
import { yearsOf } from './yearly.ts';

const NUMBERS = new PixelType('double', -Infinity, Infinity, 1);

/** The values of each band along lines between the years that are vertices; undefined where there are not two of them. */
function alongVertices(years: Float64Array, series: PixelSeries, spikeThreshold: number): PixelArray[] | undefined {
  const { values, picked, count, aside } = series;
  if (aside === undefined) return undefined;
  const places = picked.subarray(0, count);
  const x = Float64Array.from(places, (at) => years[at]);
  const turns = new Set(aside.values);
  const vertices = [...x.keys()].filter((i) => turns.has(x[i]));
  if (vertices.length < 2) return undefined;
  const corners = vertices.map((vertex) => x[vertex]);
  return values.map((band): PixelArray => {
    const own = Float64Array.from(places, (at) => band[at]);
    const fitted = anchoredFit(x, despiked(own, spikeThreshold), vertices);
    return { shape: [years.length], values: years.map((year) => valueAt(corners, fitted, year)) };
  });
}

function interpolated(images: readonly Image[], vertices: Image, spikeThreshold: number, needed: number): Image {
  const band = onlyBand(vertices);
  if (band.type.dimensions === 0) throw wrong('The band must be one of arrays of years.', 'vertices');
  const [first] = images;
  if (!first) return new Image([]);
  const refused = refusedUnlessHomogeneous(images);
  const dated = datedImages(images);
  const years = yearsOf(dated);
  const layers = refused ? [refused.bands] : dated.map(({ image }) => image.bands.map(plainBand));
  const loader = new SeriesLoader(
    layers,
    first.bands.map(() => 1),
    (series) => (series.count < needed ? undefined : alongVertices(years, series, spikeThreshold)),
    band,
  );
  return new Image(
    first.bands.map(({ id }, i) => ({ id: `${id}_fit`, type: NUMBERS, projection: WGS84, pixels: loaded(loader, i) })),
  );
}

/** Other bands along known vertices. */
export const LAND_TRENDR_FIT = [
  algorithm({
    name: 'TemporalSegmentation.LandTrendrFit',
    description:
      'Fits yearly images by line segments between given years, band by band: arrays with a number for each image.',
    returns: imageType.name,
    parameters: {
      timeSeries: required(imageCollectionType),
      vertices: required(imageType, 'A band of arrays of the years of vertices, as LandTrendr finds them.'),
      spikeThreshold: defaulted(t.float, 0.9),
      minObservationsNeeded: defaulted(t.integer, 6),
    },
    examples: [
      {
        args: {
          timeSeries: $call('ImageCollection.fromImages', {
            images: [
              $call('Element.set', {
                object: $call('Image.constant', { value: 1 }),
                key: 'system:time_start',
                value: 0,
              }),
            ],
          }),
          vertices: $call('Image.toArray', { image: $call('Image.constant', { value: [1970, 1980] }) }),
        },
        result: imageReply({ constant_fit: ['double', null, 1] }),
      },
    ],
    run: ({ timeSeries, vertices, spikeThreshold, minObservationsNeeded }, context) => {
      if (!(spikeThreshold >= 0 && spikeThreshold <= 1))
        throw wrong(`Must be from 0 to 1. Got ${spikeThreshold}.`, 'spikeThreshold');
      return andThen(
        imagesOf(timeSeries, context),
        (images): Value => interpolated(images, vertices, spikeThreshold, minObservationsNeeded),
      );
    },
  }),
];
