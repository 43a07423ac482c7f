import { algorithm } from '../declare.ts';
import { optional, required } from '../parameter.ts';
import * as t from '../types.ts';

/** Collections of images that are assets. */
export const IMAGE_COLLECTION_LOAD = [
  algorithm({
    name: 'ImageCollection.load',
    description: 'The images of an asset that is a collection of them.',
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
              type: 'Image',
              bands: [
                {
                  id: 'constant',
                  data_type: { type: 'PixelType', precision: 'int', min: 1, max: 1 },
                  crs: 'EPSG:4326',
                  crs_transform: [1, 0, 0, 0, 1, 0],
                },
              ],
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
