import { wrong } from '../../errors.ts';
import { Image } from '../../raster/image.ts';
import { PixelType } from '../../raster/pixel-type.ts';
import { loaded } from '../../raster/pixels/node.ts';
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
import { defaulted, optional, required } from '../parameter.ts';
import { datedImages } from './dated-images.ts';
import { type SeasonalTrendOptions, seasonalTrend } from './seasonal-trend.ts';
import { SeriesLoader } from './series-loader.ts';
import { timeUnit } from './time-unit.ts';

const NAME = 'TemporalSegmentation.StructuralChangeBreakpoints';
const NUMBERS = new PixelType('double', -Infinity, Infinity, 1);
const MATRIX = new PixelType('double', -Infinity, Infinity, 2);
/** Most images: work grows with the square of their number. */
const MOST_IMAGES = 2000;
const MOST_ORDER = 10;

type Numbers = Omit<SeasonalTrendOptions, 'band' | 'year'>;

function segmented(
  images: readonly Image[],
  breakpointBand: string | null,
  dateFormat: number,
  numbers: Numbers,
): Image {
  if (dateFormat === 0) throw wrong('Must be 1 (years) or 2 (milliseconds). Got 0.', 'dateFormat');
  const unit = timeUnit(dateFormat);
  const [first] = images;
  if (!first) return new Image([]);
  if (images.length > MOST_IMAGES)
    throw wrong(`At most ${MOST_IMAGES} images are searched. Got ${images.length}.`, 'collection');
  const found = breakpointBand === null ? onlyBand(first) : first.band(breakpointBand, NAME);
  const refused = refusedUnlessHomogeneous(images);
  const dated = datedImages(images);
  const times = Float64Array.from(dated, ({ millis }) => unit.of(millis));
  const outputs: (readonly [string, PixelType])[] = [
    ['tStart', NUMBERS],
    ['tEnd', NUMBERS],
    ...first.bands.map(({ id }) => [`coefs_${id}`, MATRIX] as const),
    ...first.bands.map(({ id }) => [`rmse_${id}`, NUMBERS] as const),
  ];
  const options = { ...numbers, band: first.bands.indexOf(found), year: unit.year };
  const layers = refused ? [refused.bands] : dated.map(({ image }) => image.bands.map(plainBand));
  const loader = new SeriesLoader(
    layers,
    outputs.map(([, { dimensions }]) => dimensions),
    (series) => seasonalTrend(times, series, options),
  );
  return new Image(outputs.map(([id, type], i) => ({ id, type, projection: WGS84, pixels: loaded(loader, i) })));
}

/** Breaks in season and trend. */
export const STRUCTURAL_CHANGE = [
  algorithm({
    name: NAME,
    description:
      "Splits a series into parts with their own models of season and trend, by the smallest BIC, as R's strucchange does (Bai and Perron, 2003): the breaks, and the models of each band.",
    returns: imageType.name,
    parameters: {
      collection: required(imageCollectionType),
      breakpointBand: optional(t.string, 'The only band by default.'),
      seasonalModelOrder: defaulted(t.integer, 3),
      minSpacing: defaulted(t.float, 0.15),
      maxBreaks: defaulted(t.integer, 0),
      dateFormat: defaulted(t.integer, 1),
    },
    examples: [
      {
        args: {
          collection: $call('ImageCollection.fromImages', {
            images: [
              $call('Element.set', {
                object: $call('Image.constant', { value: 7 }),
                key: 'system:time_start',
                value: 0,
              }),
            ],
          }),
        },
        result: imageReply({
          tStart: ['double', null, 1],
          tEnd: ['double', null, 1],
          coefs_constant: ['double', null, 2],
          rmse_constant: ['double', null, 1],
        }),
      },
    ],
    run: ({ collection, breakpointBand, seasonalModelOrder, minSpacing, maxBreaks, dateFormat }, context) => {
      if (!(seasonalModelOrder >= 0 && seasonalModelOrder <= MOST_ORDER))
        throw wrong(`Must be from 0 to ${MOST_ORDER}. Got ${seasonalModelOrder}.`, 'seasonalModelOrder');
      if (!(minSpacing > 0)) throw wrong(`Must be positive. Got ${minSpacing}.`, 'minSpacing');
      if (!(maxBreaks >= 0)) throw wrong(`Must not be negative. Got ${maxBreaks}.`, 'maxBreaks');
      const spacing = minSpacing < 1 ? minSpacing : Math.trunc(minSpacing);
      const numbers = { order: seasonalModelOrder, spacing, most: maxBreaks };
      return andThen(
        imagesOf(collection, context),
        (images): Value => segmented(images, breakpointBand, dateFormat, numbers),
      );
    },
  }),
];
