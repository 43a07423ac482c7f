import { wrong } from '../../../errors.ts';
import type { Band } from '../../../raster/image.ts';
import { FLOAT } from '../../../raster/pixel-type.ts';
import { loaded } from '../../../raster/pixels/node.ts';
import { algorithm } from '../../declare.ts';
import { Kernel, weightsAround } from '../../kernel/kernel.ts';
import { kernelType } from '../../kernel/kernel-type.ts';
import * as t from '../../language/types.ts';
import { defaulted, optional, required } from '../../parameter.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { plainBand } from '../needed-bands.ts';
import { KernelDistanceLoader } from './kernel-loader.ts';

const KERNELS = ['euclidean', 'manhattan', 'chebyshev'];
/** The radius of the kernel that is taken if none is given, in pixels. */
const RADIUS = 3;

const EUCLIDEAN = new Kernel('euclidean', {}, false, () => weightsAround(RADIUS, RADIUS, Math.hypot));

/** Distances by a kernel. */
export const IMAGE_DISTANCE = [
  algorithm({
    name: 'Image.distance',
    description:
      'The distance from each pixel to the nearest non-zero one, by the weights of a distance kernel, band by band; masked where the kernel reaches none.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      kernel: optional(kernelType, 'A euclidean one of 3 pixels by default.'),
      skipMasked: defaulted(t.boolean, true),
    },
    examples: [{ args: { image: 7 }, result: imageReply({ constant: ['float'] }) }],
    run: ({ image, kernel, skipMasked }) => {
      if (kernel !== null && !KERNELS.includes(kernel.name))
        throw wrong(`The kernel must be one of ${KERNELS.join(', ')}. Got ${kernel.name}.`);
      const bands = image.bands.map((band): Band => {
        const loader = new KernelDistanceLoader(plainBand(band), kernel ?? EUCLIDEAN, skipMasked);
        return { ...band, type: FLOAT, pixels: loaded(loader, 0) };
      });
      return image.withBands(bands).withoutIdentity();
    },
  }),
];
