import { wrong } from '../../../errors.ts';
import { canny, cannyReach } from '../../../raster/edges/canny.ts';
import type { Band } from '../../../raster/image.ts';
import { AroundLoader, evenly, validInAll } from '../../../raster/pixels/around.ts';
import { loaded } from '../../../raster/pixels/node.ts';
import { fractional } from '../../../raster/scalar/ranges.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { defaulted, required } from '../../parameter.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { plainBand } from '../needed-bands.ts';

/** Widest filter, in pixels. */
const MOST_SIGMA = 100;
/** The filter's sums, both derivatives, magnitudes and edges. */
const BYTES_PER_PIXEL = 80;

/** Edges by their gradient. */
export const CANNY = [
  algorithm({
    name: 'CannyEdgeDetector',
    description:
      "Edges, band by band, by Canny's algorithm (1986): the magnitude of the gradient where it is the highest across the edge, 0 elsewhere.",
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      threshold: required(t.float, 'Edges have a higher magnitude than this.'),
      sigma: defaulted(t.float, 1),
    },
    examples: [{ args: { image: 7, threshold: 1 }, result: imageReply({ constant: ['float'] }) }],
    run: ({ image, threshold, sigma }) => {
      if (!(sigma >= 0 && sigma <= MOST_SIGMA)) throw wrong(`Must be from 0 to ${MOST_SIGMA}. Got ${sigma}.`, 'sigma');
      if (Number.isNaN(threshold)) throw wrong('Must be a number.', 'threshold');
      const bands = image.bands.map((band): Band => {
        const loader = new AroundLoader({
          inputs: [plainBand(band)],
          margins: () => evenly(cannyReach(sigma)),
          bytesPerPixel: BYTES_PER_PIXEL,
          compute: ({ tiles, grid: { width, height } }) => {
            const valid = validInAll(tiles, width * height);
            const values = canny(tiles[0].values, valid, width, height, threshold, sigma);
            return [{ values, mask: tiles[0].mask && valid }];
          },
        });
        return { ...band, type: fractional(band.type), pixels: loaded(loader, 0) };
      });
      return image.withBands(bands).withoutIdentity();
    },
  }),
];
