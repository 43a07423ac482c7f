import type { Image } from '../../raster/image.ts';
import { andThen } from '../../values/value.ts';
import { collect, deferred, mapCursor } from '../collection/cursor.ts';
import { indexOf } from '../collection/indexed.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { bandTypesOf, castBands } from '../image/cast.ts';
import { imageReply } from '../image/example-image.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { imageCollectionType } from './image-collection-type.ts';
import { imageOf } from './images.ts';

/** The bands of one image and those of another, which take the place of those of their name or get a number. */
function withBandsOf(image: Image, other: Image, overwrite: boolean): Image {
  const bands = new Map(image.bands.map((band) => [band.id, band]));
  for (const band of other.bands) {
    let id = band.id;
    if (!overwrite) for (let i = 1; bands.has(id); i++) id = `${band.id}_${i}`;
    bands.set(id, { ...band, id });
  }
  return image.withBands([...bands.values()]);
}

const ONE = $call('ImageCollection.fromImages', { images: [1] });

function encodedCollection(bands: Parameters<typeof imageReply>[0]) {
  return {
    type: 'ImageCollection',
    features: [{ ...imageReply(bands), properties: { 'system:index': '0' } }],
  };
}

/** Collections of images whose bands change. */
export const IMAGE_COLLECTION_CHANGES = [
  algorithm({
    name: 'ImageCollection.cast',
    description: 'The images with some bands cast to types, and all in an order.',
    returns: 'ImageCollection',
    parameters: {
      collection: required(imageCollectionType),
      bandTypes: required(t.dictionary),
      bandOrder: required(t.list(t.string)),
    },
    examples: [
      {
        args: { collection: ONE, bandTypes: { constant: 'float' }, bandOrder: ['constant'] },
        result: encodedCollection({ constant: ['float'] }),
      },
    ],
    run: ({ collection, bandTypes, bandOrder }, context) => {
      const types = bandTypesOf(bandTypes);
      return collection.withElements('ImageCollection.cast', () =>
        mapCursor(collection.open(), (element) => {
          context.spend(1);
          return castBands(imageOf(element), types, bandOrder, 'ImageCollection.cast');
        }),
      );
    },
  }),
  algorithm({
    name: 'ImageCollection.combine',
    description: 'The images of one collection, each with the bands of the image of the same index in another.',
    returns: 'ImageCollection',
    parameters: {
      primary: required(imageCollectionType),
      secondary: required(imageCollectionType),
      overwrite: defaulted(t.boolean, false),
    },
    examples: [
      {
        args: { primary: ONE, secondary: $call('ImageCollection.fromImages', { images: [2] }) },
        result: encodedCollection({ constant: ['int', [1, 1]], constant_1: ['int', [2, 2]] }),
      },
    ],
    run: ({ primary, secondary, overwrite }, context) => {
      const open = () =>
        deferred(() =>
          andThen(collect(secondary.open()), (others) => {
            context.spend(others.length + 1);
            const byIndex = new Map(others.map((other) => [indexOf(other), imageOf(other)]));
            return mapCursor(primary.open(), (element) => {
              context.spend(1);
              const other = byIndex.get(indexOf(element));
              return other === undefined ? imageOf(element) : withBandsOf(imageOf(element), other, overwrite);
            });
          }),
        );
      return primary.withElements('ImageCollection.combine', open, secondary);
    },
  }),
];
