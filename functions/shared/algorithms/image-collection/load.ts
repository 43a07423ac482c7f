import { algorithm } from '../declare.ts';
import { imageReply } from '../image/example-image.ts';
import * as t from '../language/types.ts';
import { optional, required } from '../parameter.ts';

/** Collections of images that are assets. */
export const IMAGE_COLLECTION_LOAD = [
  algorithm({
    name: 'ImageCollection.load',
    description: 'The images of an asset that is a collection of them.',
    source: 'changing',
    returns: 'ImageCollection',
    parameters: { id: required(t.string), version: optional(t.long) },
    examples: [
      {
        args: { id: 'series' },
        result: {
          type: 'ImageCollection',
          id: 'series',
          version: 1,
          features: [
            {
              ...imageReply({ constant: ['int', [1, 1]] }),
              id: 'series/first',
              properties: { 'system:index': 'first' },
            },
          ],
        },
      },
    ],
    run: ({ id, version }, context) =>
      context.assets.imageCollection(id, version === null || version < 0 ? undefined : version),
  }),
];
