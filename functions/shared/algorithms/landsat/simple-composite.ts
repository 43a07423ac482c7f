import { wrong } from '../../errors.ts';
import { type Band, Image } from '../../raster/image.ts';
import { FLOAT, INTEGER_TYPES } from '../../raster/pixel-type.ts';
import { constant, loaded, type PixelNode, point } from '../../raster/pixels/node.ts';
import type { PointRule } from '../../raster/pixels/rules.ts';
import { WGS84 } from '../../raster/projection.ts';
import { andThen, type Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { imageType } from '../image/image-type.ts';
import { imageCollectionType } from '../image-collection/image-collection-type.ts';
import { imagesOf } from '../image-collection/images.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { isCalibrated, isThermal, toReflectance } from './calibrate.ts';
import { cloudScore } from './cloud-score.ts';
import { CompositeLoader } from './composite-loader.ts';
import { leastCloudy } from './path-row-limit.ts';

const NAME = 'Landsat.simpleComposite';
/** Most scenes of one path and row. */
const MOST_DEPTH = 1000;

/** A value times a factor, plus a number, rounded to a byte. */
const TO_BYTE: PointRule = {
  key: 'toByte',
  emit: ([value, factor, sum]) => ({
    ...value,
    value: `Math.max(0, Math.min(255, Math.round(${value.value} * ${factor.value} + ${sum.value})))`,
  }),
};

function asByte(pixels: PixelNode, thermal: boolean): PixelNode {
  return point(TO_BYTE, pixels, constant(thermal ? 1 : 255), constant(thermal ? -100 : 0));
}

interface Options {
  readonly percentile: number;
  readonly cloudScoreRange: number;
  readonly maxDepth: number;
  readonly asFloat: boolean;
}

function composite(images: readonly Image[], options: Options): Image {
  const scenes = leastCloudy(images, options.maxDepth, Infinity);
  const [first] = scenes;
  if (!first) return new Image([]);
  const ids = first.bands.filter(isCalibrated).map(({ id }) => id);
  const scored = scenes.map((scene) => {
    const calibrated = toReflectance(scene);
    return { bands: ids.map((id) => calibrated.band(id, NAME)), score: cloudScore(calibrated) };
  });
  const loader = new CompositeLoader(scored, options.percentile, options.cloudScoreRange);
  return new Image(
    ids.map((id, i): Band => {
      const pixels = loaded(loader, i);
      if (options.asFloat) return { id, type: FLOAT, projection: WGS84, pixels };
      const thermal = isThermal(first, first.band(id, NAME));
      return { id, type: INTEGER_TYPES.uint8, projection: WGS84, pixels: asByte(pixels, thermal) };
    }),
  );
}

/** Composites of scenes. */
export const SIMPLE_COMPOSITE = [
  algorithm({
    name: NAME,
    description:
      'A picture of raw Landsat scenes with few clouds: of those whose cloud score is near the lowest at a pixel, a percentile of each band in reflectance or temperature.',
    returns: imageType.name,
    parameters: {
      collection: required(imageCollectionType),
      percentile: defaulted(t.integer, 50),
      cloudScoreRange: defaulted(t.integer, 10),
      maxDepth: defaulted(t.integer, 40),
      asFloat: defaulted(t.boolean, false),
    },
    examples: [
      {
        args: { collection: $call('ImageCollection.fromImages', { images: [] }) },
        result: { type: 'Image', bands: [] },
      },
    ],
    run: ({ collection, ...options }, context) => {
      const { percentile, cloudScoreRange, maxDepth } = options;
      if (!(percentile >= 0 && percentile <= 100))
        throw wrong(`Must be from 0 to 100. Got ${percentile}.`, 'percentile');
      if (!(cloudScoreRange >= 0)) throw wrong(`Must not be negative. Got ${cloudScoreRange}.`, 'cloudScoreRange');
      if (!(maxDepth >= 1 && maxDepth <= MOST_DEPTH))
        throw wrong(`Must be from 1 to ${MOST_DEPTH}. Got ${maxDepth}.`, 'maxDepth');
      return andThen(imagesOf(collection, context), (images): Value => composite(images, options));
    },
  }),
];
