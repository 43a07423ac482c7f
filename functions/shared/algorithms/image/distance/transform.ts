import { wrong } from '../../../errors.ts';
import { keptWithin } from '../../../raster/band-footprint.ts';
import { DISTANCE_METRICS } from '../../../raster/distance/row-distances.ts';
import { PixelType } from '../../../raster/pixel-type.ts';
import { loaded } from '../../../raster/pixels/node.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { defaulted, required } from '../../parameter.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { onlyBand, plainBand } from '../needed-bands.ts';
import { DistanceTransformLoader } from './transform-loader.ts';

/** Farthest that is looked. */
const MOST = 10_000;

/** Distances without a kernel. */
export const FAST_DISTANCE_TRANSFORM = [
  algorithm({
    name: 'Image.fastDistanceTransform',
    description:
      'The distance from each pixel to the nearest non-zero one, in pixels (squared by default); masked beyond the neighborhood.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      neighborhood: defaulted(t.integer, 256),
      units: defaulted(t.oneOf('pixels'), 'pixels'),
      metric: defaulted(t.oneOf(...Object.keys(DISTANCE_METRICS)), 'squared_euclidean'),
    },
    examples: [{ args: { image: 7, neighborhood: 3 }, result: imageReply({ distance: ['double', [0, 9]] }) }],
    run: ({ image, neighborhood, metric }) => {
      const band = plainBand(onlyBand(image));
      if (!(neighborhood >= 1 && neighborhood <= MOST))
        throw wrong(`'neighborhood' must be from 1 to ${MOST}. Got ${neighborhood}.`);
      const type = new PixelType('double', 0, DISTANCE_METRICS[metric].of(neighborhood));
      const pixels = loaded(new DistanceTransformLoader(band, neighborhood, metric), 0);
      return image.withBands([keptWithin({ ...band, id: 'distance', type, pixels })]).withoutIdentity();
    },
  }),
];
