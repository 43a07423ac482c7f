import { wrong } from '../../../errors.ts';
import type { Band } from '../../../raster/image.ts';
import { DOUBLE } from '../../../raster/pixel-type.ts';
import { loaded } from '../../../raster/pixels/node.ts';
import { TEXTURE_FEATURES } from '../../../raster/texture/cooccurrence.ts';
import { algorithm } from '../../declare.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import { kernelType } from '../../kernel/kernel-type.ts';
import * as t from '../../language/types.ts';
import { defaulted, optional, required } from '../../parameter.ts';
import { imageReply } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { type Direction, GlcmLoader } from './glcm-loader.ts';

/** Larger squares take minutes a tile. */
const MOST_SIZE = 64;
const MOST_DIRECTIONS = 1000;

/** The four neighbours of which the others are the opposites. */
const AROUND: readonly Direction[] = [
  { x: -1, y: -1 },
  { x: 0, y: -1 },
  { x: 1, y: -1 },
  { x: -1, y: 0 },
];

/** The places of a kernel that are not 0, from left to right and from top to bottom, without those opposite to one before. */
function directionsOf(kernel: Kernel, size: number): Direction[] {
  if (kernel.inMeters) throw wrong('The kernel must be one in pixels.');
  const { rows, focus } = kernel.weights(1);
  const directions: Direction[] = [];
  const known = new Set<string>(['0,0']);
  for (const [j, row] of rows.entries()) {
    for (const [i, weight] of row.entries()) {
      const [x, y] = [i - focus[0], j - focus[1]];
      if (weight === 0 || known.has(`${x},${y}`)) continue;
      known.add(`${x},${y}`).add(`${0 - x},${0 - y}`);
      directions.push({ x, y });
    }
  }
  if (directions.length === 0) throw wrong('The kernel has no place beside its focus.');
  if (directions.length > MOST_DIRECTIONS)
    throw wrong(`The kernel has ${directions.length} directions; at most ${MOST_DIRECTIONS} are allowed.`);
  const far = directions.find(({ x, y }) => Math.max(Math.abs(x), Math.abs(y)) > 2 * size);
  if (far) throw wrong(`The kernel's offset (${far.x}, ${far.y}) leads out of a neighborhood of size ${size}.`);
  return directions;
}

/** Textures. */
export const GLCM_TEXTURE = [
  algorithm({
    name: 'Image.glcmTexture',
    description:
      'Texture metrics from the grey level co-occurrence matrix around each pixel: 18 bands for each band of the image, averaged over directions or for each one.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      size: defaulted(t.integer, 1),
      kernel: optional(kernelType, 'A square of 3 pixels a side by default.'),
      average: defaulted(t.boolean, true),
    },
    examples: [
      {
        args: { image: 7 },
        result: imageReply(
          Object.fromEntries(TEXTURE_FEATURES.map((feature) => [`constant_${feature}`, ['double'] as const])),
        ),
      },
    ],
    run: ({ image, size, kernel, average }) => {
      if (!(size >= 1 && size <= MOST_SIZE)) throw wrong(`'size' must be from 1 to ${MOST_SIZE}. Got ${size}.`);
      const directions = kernel === null ? AROUND : directionsOf(kernel, size);
      const suffixes = average ? [''] : directions.map(({ x, y }) => `_${x}_${y}`);
      const bands = image.bands.flatMap((band) => {
        if (band.type.precision !== 'int' || band.type.dimensions > 0)
          throw wrong(`The bands must be of integers. The band '${band.id}' is not.`);
        const loader = new GlcmLoader(band, size, directions, average);
        return suffixes.flatMap((suffix, k) =>
          TEXTURE_FEATURES.map((feature, i): Band => {
            const pixels = loaded(loader, k * TEXTURE_FEATURES.length + i);
            return { ...band, id: `${band.id}_${feature}${suffix}`, type: DOUBLE, pixels };
          }),
        );
      });
      return image.withBands(bands).withoutIdentity();
    },
  }),
];
