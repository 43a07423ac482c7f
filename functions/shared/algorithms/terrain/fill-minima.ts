import { wrong } from '../../errors.ts';
import type { Band } from '../../raster/image.ts';
import { PixelType } from '../../raster/pixel-type.ts';
import { AroundLoader, evenly, validInAll } from '../../raster/pixels/around.ts';
import { loaded } from '../../raster/pixels/node.ts';
import { fillMinima } from '../../raster/terrain/fill-minima.ts';
import { algorithm } from '../declare.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import { plainBand } from '../image/needed-bands.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';

/** Farthest that is looked for where a hollow overflows, in pixels. */
const MOST = 2000;
/** Heights, what is known, the queue. */
const BYTES_PER_PIXEL = 70;

/** Hollows filled. */
export const FILL_MINIMA = ['Terrain.fillMinima', 'FMask.fillMinima'].map((name) =>
  algorithm({
    name,
    description:
      'Fills local minima of bands of integers up to the level at which they would overflow, within a neighborhood.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      borderValue: optional(t.long, 'What pixels beside masked ones are filled up to at least.'),
      neighborhood: defaulted(t.integer, 50),
    },
    examples: [{ args: { image: 7 }, result: imageReply({ constant: ['int', [7, 7]] }) }],
    run: ({ image, borderValue, neighborhood }) => {
      if (!(neighborhood >= 1 && neighborhood <= MOST))
        throw wrong(`Must be from 1 to ${MOST}. Got ${neighborhood}.`, 'neighborhood');
      const bands = image.bands.map((band): Band => {
        const { precision, min, max } = plainBand(band).type;
        if (precision !== 'int')
          throw wrong(`The band '${band.id}' must be one of integers. It is of type ${precision}.`);
        const loader = new AroundLoader({
          inputs: [band],
          margins: () => evenly(neighborhood),
          bytesPerPixel: BYTES_PER_PIXEL,
          compute: ({ tiles, grid: { width, height }, check }) => {
            const valid = validInAll(tiles, width * height);
            const values = fillMinima(tiles[0].values, valid, width, borderValue ?? -Infinity, check);
            return [{ values, mask: tiles[0].mask && valid }];
          },
        });
        const type = new PixelType('int', min, Math.max(max, borderValue ?? max));
        return { ...band, type, pixels: loaded(loader, 0) };
      });
      return image.withBands(bands).withoutIdentity();
    },
  }),
);
