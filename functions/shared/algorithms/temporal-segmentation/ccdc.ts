import { wrong } from '../../errors.ts';
import { type Band, bandList, Image } from '../../raster/image.ts';
import { INTEGER_TYPES, PixelType } from '../../raster/pixel-type.ts';
import { loaded, type PixelArray } from '../../raster/pixels/node.ts';
import { WGS84 } from '../../raster/projection.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { andThen, type ListValue, type Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import { plainBand } from '../image/needed-bands.ts';
import { refusedUnlessHomogeneous } from '../image-collection/homogeneous.ts';
import { imageCollectionType } from '../image-collection/image-collection-type.ts';
import { imagesOf } from '../image-collection/images.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { ChangeDetector, type ChangeOptions, type Segment } from './change-detection.ts';
import { datedImages } from './dated-images.ts';
import { COEFFICIENTS } from './harmonics.ts';
import { SeriesLoader } from './series-loader.ts';
import { timeUnit } from './time-unit.ts';

const NAME = 'TemporalSegmentation.Ccdc';
const NUMBERS = new PixelType('double', -Infinity, Infinity, 1);
const MATRIX = new PixelType('double', -Infinity, Infinity, 2);

/** An output for each segment, whatever the bands. */
const SEGMENTS: { readonly [id: string]: { readonly type: PixelType; readonly of: (segment: Segment) => number } } = {
  tStart: { type: NUMBERS, of: ({ start }) => start },
  tEnd: { type: NUMBERS, of: ({ end }) => end },
  tBreak: { type: NUMBERS, of: ({ change }) => change },
  numObs: { type: new PixelType('int', 0, INTEGER_TYPES.int32.max, 1), of: ({ observations }) => observations },
  changeProb: { type: new PixelType('float', 0, 1, 1), of: ({ probability }) => probability },
};

/** The positions of bands that are named, or given by their position. */
function positions(name: string, bands: readonly Band[], image: Image, selectors: ListValue): number[] {
  return selectors.map((selector) => {
    const at = isNumberValue(selector) ? toDouble(selector) : bands.findIndex(({ id }) => id === selector);
    if (Number.isInteger(at) && at >= 0 && at < bands.length) return at;
    throw wrong(`There is no band '${String(selector).slice(0, 100)}'. Available bands: ${bandList(image)}.`, name);
  });
}

function vector(values: readonly number[]): PixelArray {
  return { shape: [values.length], values: Float64Array.from(values) };
}

/** The arrays of a pixel: a number for each segment, then the coefficients, errors and magnitudes of each band. */
function arraysOf(segments: readonly Segment[], bandCount: number): PixelArray[] {
  const bands = Array.from({ length: bandCount }, (_, band) => band);
  return [
    ...Object.values(SEGMENTS).map(({ of }) => vector(segments.map(of))),
    ...bands.map((band): PixelArray => {
      const values = new Float64Array(segments.length * COEFFICIENTS);
      for (const [i, { models }] of segments.entries()) values.set(models[band].coefficients, i * COEFFICIENTS);
      return { shape: [segments.length, COEFFICIENTS], values };
    }),
    ...bands.map((band) => vector(segments.map(({ models }) => models[band].rmse))),
    ...bands.map((band) => vector(segments.map(({ magnitudes }) => magnitudes[band]))),
  ];
}

/** The names and types of the outputs. */
function outputsOf(bands: readonly Band[]): (readonly [id: string, type: PixelType])[] {
  return [
    ...Object.entries(SEGMENTS).map(([id, { type }]) => [id, type] as const),
    ...bands.map(({ id }) => [`${id}_coefs`, MATRIX] as const),
    ...bands.map(({ id }) => [`${id}_rmse`, NUMBERS] as const),
    ...bands.map(({ id }) => [`${id}_magnitude`, NUMBERS] as const),
  ];
}

type Numbers = Omit<ChangeOptions, 'detecting' | 'screening' | 'year'>;

function segmented(
  images: readonly Image[],
  breakpointBands: ListValue | null,
  tmaskBands: ListValue | null,
  dateFormat: number,
  numbers: Numbers,
): Image {
  const unit = timeUnit(dateFormat);
  const [first] = images;
  if (!first) return new Image([]);
  const refused = refusedUnlessHomogeneous(images);
  const dated = datedImages(images);
  const times = Float64Array.from(dated, ({ millis }) => unit.of(millis));
  const all = first.bands.map((_, band) => band);
  const detecting = breakpointBands ? positions('breakpointBands', first.bands, first, breakpointBands) : all;
  if (detecting.length === 0) throw wrong('At least one band is needed.', 'breakpointBands');
  const screening = tmaskBands ? positions('tmaskBands', first.bands, first, tmaskBands) : [];
  if (screening.some((band) => !detecting.includes(band)))
    throw wrong("They must be among 'breakpointBands'.", 'tmaskBands');
  const detector = new ChangeDetector(times, { ...numbers, year: unit.year, detecting, screening });
  const outputs = outputsOf(first.bands);
  const layers = refused ? [refused.bands] : dated.map(({ image }) => image.bands.map(plainBand));
  const loader = new SeriesLoader(
    layers,
    outputs.map(([, { dimensions }]) => dimensions),
    ({ values, picked, count }) => {
      const segments = detector.segments(values, picked, count);
      return segments.length === 0 ? undefined : arraysOf(segments, all.length);
    },
  );
  return new Image(outputs.map(([id, type], i) => ({ id, type, projection: WGS84, pixels: loaded(loader, i) })));
}

/** Changes of land cover. */
export const CCDC = [
  algorithm({
    name: NAME,
    description:
      'Finds breaks in time series and fits models of season and trend between them: Continuous Change Detection and Classification, Zhu and Woodcock, 2014. Arrays with an entry for each segment.',
    returns: imageType.name,
    parameters: {
      collection: required(imageCollectionType),
      breakpointBands: optional(
        t.objects,
        'Names or positions of the bands that changes are found in; all by default.',
      ),
      tmaskBands: optional(t.objects, 'Names or positions of the bands that clouds are found in; none by default.'),
      minObservations: defaulted(t.integer, 6),
      chiSquareProbability: defaulted(t.float, 0.99),
      minNumOfYearsScaler: defaulted(t.float, 1.33),
      dateFormat: defaulted(t.integer, 0),
      lambda: defaulted(t.float, 20),
      maxIterations: defaulted(t.integer, 25_000),
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
          tBreak: ['double', null, 1],
          numObs: ['int', [0, 2147483647], 1],
          changeProb: ['float', [0, 1], 1],
          constant_coefs: ['double', null, 2],
          constant_rmse: ['double', null, 1],
          constant_magnitude: ['double', null, 1],
        }),
      },
    ],
    run: (args, context) => {
      const { minObservations: consecutive, chiSquareProbability: probability, minNumOfYearsScaler: growth } = args;
      const { lambda, maxIterations: iterations } = args;
      if (!(consecutive >= 1)) throw wrong(`Must be positive. Got ${consecutive}.`, 'minObservations');
      if (!(probability >= 0 && probability <= 1))
        throw wrong(`Must be from 0 to 1. Got ${probability}.`, 'chiSquareProbability');
      if (!(growth >= 1)) throw wrong(`Must be at least 1. Got ${growth}.`, 'minNumOfYearsScaler');
      if (!(lambda >= 0)) throw wrong(`Must not be negative. Got ${lambda}.`, 'lambda');
      if (!(iterations >= 0)) throw wrong(`Must not be negative. Got ${iterations}.`, 'maxIterations');
      const numbers = { consecutive, probability, growth, lambda, iterations };
      return andThen(
        imagesOf(args.collection, context),
        (images): Value => segmented(images, args.breakpointBands, args.tmaskBands, args.dateFormat, numbers),
      );
    },
  }),
];
