import { loaded } from '../../../raster/pixels/node.ts';
import { fractional } from '../../../raster/scalar/ranges.ts';
import { algorithm } from '../../declare.ts';
import { $call } from '../../example.ts';
import { required } from '../../parameter.ts';
import * as t from '../../types.ts';
import { imageReply } from '../example-image.ts';
import { plainBand } from '../needed-bands.ts';
import { ConvolveLoader } from './convolve-loader.ts';

/** Linear filters. */
export const IMAGE_CONVOLVE = [
  algorithm({
    name: 'Image.convolve',
    description: "The sum of each pixel's neighbours by a kernel's weights, band by band.",
    returns: t.image.name,
    parameters: { image: required(t.image), kernel: required(t.kernel) },
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
