import { wrong } from '../../errors.ts';
import type { Band, Image } from '../../raster/image.ts';
import { constant, point } from '../../raster/pixels/node.ts';
import { UPDATE_MASK_INTEGER } from '../../raster/pixels/rules.ts';
import { keyOf } from '../../values/equality.ts';
import { andThen, isList, type Value } from '../../values/value.ts';
import { forEach } from '../collection/cursor.ts';
import { INDEX, indexOf } from '../collection/indexed.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { imageCollectionType } from './image-collection-type.ts';
import { imageOf } from './images.ts';

/** Names that are given as one or as a list of them. */
function namesIn(argument: string, value: Value): string[] {
  if (value === null) return [];
  return (isList(value) ? value : [value]).map((name) => {
    if (typeof name === 'string') return name;
    throw wrong(`'${argument}' must be a name or a list of names.`);
  });
}

function matchedBy(image: Image, property: string): Value {
  return property === INDEX ? (indexOf(image) ?? null) : image.property(property);
}

/** A band of which nothing is to be seen. */
function hidden(band: Band): Band {
  return { ...band, pixels: point(UPDATE_MASK_INTEGER, band.pixels, constant(0)) };
}

/** The image with bands in place of its own of the same name, or behind them. */
function withLinkedBands(image: Image, linked: readonly Band[]): Image {
  const bands = new Map(image.bands.map((band) => [band.id, band]));
  for (const band of linked) bands.set(band.id, band);
  return image.withBands([...bands.values()]);
}

/** Images put together with others that belong to them. */
export const LINK_COLLECTION = [
  algorithm({
    name: 'Image.linkCollection',
    description:
      'The image with bands and properties of the image in a collection that has the same value of a property; masked and null if there is none.',
    returns: imageType.name,
    parameters: {
      input: required(imageType),
      imageCollection: required(imageCollectionType),
      linkedBands: optional(t.object),
      linkedProperties: optional(t.object),
      matchPropertyName: defaulted(t.string, INDEX),
    },
    examples: [
      {
        args: {
          input: $call('Element.set', {
            object: $call('Image.constant', { value: 5 }),
            key: 'system:index',
            value: '1',
          }),
          imageCollection: $call('Collection.map', {
            collection: $call('ImageCollection.fromImages', { images: [1, 2] }),
            baseAlgorithm: 'Image.toFloat',
          }),
          linkedBands: 'constant',
        },
        result: { ...(imageReply({ constant: ['float'] }) as object), properties: { 'system:index': '1' } },
      },
    ],
    run: ({ input, imageCollection, linkedBands, linkedProperties, matchPropertyName }, context) => {
      const wanted = namesIn('linkedBands', linkedBands);
      const properties = namesIn('linkedProperties', linkedProperties);
      const value = matchedBy(input, matchPropertyName);
      let [match, any]: [Image | undefined, Image | undefined] = [undefined, undefined];
      const searched = forEach(imageCollection.open(), (element) => {
        context.spend(1);
        const image = imageOf(element);
        any ??= image;
        const found = matchedBy(image, matchPropertyName);
        if (value === null || found === null || keyOf(found) !== keyOf(value)) return true;
        match = image;
        return false;
      });
      return andThen(searched, () => {
        const source = match ?? any;
        const bands = source ? wanted.map((id) => source.band(id, 'Image.linkCollection')) : [];
        const linked = withLinkedBands(input, match ? bands : bands.map(hidden));
        const kept = new Map(input.properties);
        for (const name of properties) {
          const property = match?.property(name) ?? null;
          if (property === null) kept.delete(name);
          else kept.set(name, property);
        }
        return linked.withProperties(kept).withoutIdentity();
      });
    },
  }),
];
