import { loaded } from '../../../raster/pixels/node.ts';
import { fractional } from '../../../raster/scalar/ranges.ts';
import { algorithm } from '../../declare.ts';
import { $call } from '../../example.ts';
import { kernelType } from '../../kernel/kernel-type.ts';
import { required } from '../../parameter.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { plainBand } from '../needed-bands.ts';
import { ConvolveLoader } from './convolve-loader.ts';

/** Linear filters. */
export const IMAGE_CONVOLVE = [
  algorithm({
    name: 'Image.convolve',
    description: "The sum of each pixel's neighbours by a kernel's weights, band by band.",
    returns: imageType.name,
    parameters: { image: required(imageType), kernel: required(kernelType) },
    examples: [
      {
        args: { image: 7, kernel: $call('Kernel.square', { radius: 1 }) },
        result: imageReply({ constant: ['float'] }),
      },
    ],
    run: ({ image, kernel }) => {
      const bands = image.bands.map((band) => {
        return { ...band, type: fractional(band.type), pixels: loaded(new ConvolveLoader(plainBand(band), kernel), 0) };
      });
      return image.withBands(bands).withoutIdentity();
    },
  }),
];
