import { Collection } from '../collection/collection.ts';
import { merge } from '../collection/combine.ts';
import { cursorOf } from '../collection/cursor.ts';
import { indexedList } from '../collection/indexed.ts';
import { algorithm } from '../declare.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import * as t from '../language/types.ts';
import { required } from '../parameter.ts';
import { imageCollectionType } from './image-collection-type.ts';

const EMPTY = { type: 'ImageCollection', features: [] };

/** Collections of images from lists and other collections. */
export const IMAGE_COLLECTION_CONSTRUCTORS = [
  algorithm({
    name: 'ImageCollection.fromImages',
    description: 'Makes a collection of images from a list.',
    returns: 'ImageCollection',
    parameters: { images: required(t.list(imageType)) },
    examples: [
      { args: { images: [] }, result: EMPTY },
      {
        args: { images: [7] },
        result: {
          type: 'ImageCollection',
          features: [{ ...imageReply({ constant: ['int', [7, 7]] }), properties: { 'system:index': '0' } }],
        },
      },
    ],
    run: ({ images }) => {
      const elements = indexedList(images);
      return new Collection('ImageCollection', () => cursorOf(elements));
    },
  }),
  merge('ImageCollection.merge', imageCollectionType, [
    {
      args: {
        collection1: { $call: 'ImageCollection.fromImages', args: { images: [] } },
        collection2: { $call: 'ImageCollection.fromImages', args: { images: [] } },
      },
      result: EMPTY,
    },
  ]),
];
