import { wrong } from '../../errors.ts';
import { Image } from '../../raster/image.ts';
import { algorithm } from '../declare.ts';
import { replaceMatches } from '../language/string-regex.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { uniqueNames } from './bands.ts';
import { imageReply, PAIR } from './example-image.ts';
import { imageType } from './image-type.ts';

/** Bands put together, and named anew by a pattern. */
export const IMAGE_CAT = [
  algorithm({
    name: 'Image.cat',
    description:
      'The bands of all images in one; names that come again get a number. Properties are those of the first.',
    returns: imageType.name,
    parameters: { images: required(t.objects) },
    examples: [
      {
        args: { images: [1, 2] },
        result: imageReply({ constant: ['int', [1, 1]], constant_1: ['int', [2, 2]] }),
      },
    ],
    run: ({ images }) => {
      const parts = images.map((value, i) => {
        const image = imageType.coerce(value);
        if (image instanceof Image) return image;
        throw wrong(`Element ${i} of 'images' is not an image.`);
      });
      const [first] = parts;
      if (!first) throw wrong("'images' must not be empty.");
      return first.withBands(uniqueNames(parts.flatMap((image) => image.bands))).withoutIdentity();
    },
  }),
  algorithm({
    name: 'Image.regexpRename',
    description: 'The bands with the matches of a regular expression in their names replaced: all, or the first one.',
    returns: imageType.name,
    parameters: {
      input: required(imageType),
      regex: required(t.string),
      replacement: required(t.string),
      all: defaulted(t.boolean, true),
    },
    examples: [
      {
        args: { input: PAIR, regex: '^constant', replacement: 'b' },
        result: imageReply({ b_0: ['int', [1, 1]], b_1: ['int', [2, 2]] }),
      },
    ],
    run: ({ input, regex, replacement, all }, context) =>
      input.withBands(
        uniqueNames(
          input.bands.map((band) => ({
            ...band,
            id: replaceMatches(band.id, regex, replacement, all ? 'g' : '', context),
          })),
        ),
      ),
  }),
];
