import { Image } from '../../raster/image.ts';
import { DOUBLE, PixelType } from '../../raster/pixel-type.ts';
import { loaded } from '../../raster/pixels/node.ts';
import { randomLoader } from '../../raster/pixels/random.ts';
import { WGS84 } from '../../raster/projection.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted } from '../parameter.ts';
import { imageReply } from './example-image.ts';
import { imageType } from './image-type.ts';

/** Images of chance. */
export const IMAGE_RANDOM = [
  algorithm({
    name: 'Image.random',
    description:
      'A random number in each pixel: uniform from 0 to 1, or normally distributed. The same seed gives the same numbers.',
    returns: imageType.name,
    parameters: { seed: defaulted(t.long, 0), distribution: defaulted(t.oneOf('uniform', 'normal'), 'uniform') },
    examples: [{ args: {}, result: imageReply({ random: ['double', [0, 1]] }) }],
    run: ({ seed, distribution }) => {
      const type = distribution === 'uniform' ? new PixelType('double', 0, 1) : DOUBLE;
      const pixels = loaded(randomLoader(Number(seed), distribution), 0);
      return new Image([{ id: 'random', type, projection: WGS84, pixels }]);
    },
  }),
];
