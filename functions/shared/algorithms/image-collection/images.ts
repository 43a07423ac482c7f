import { wrong } from '../../errors.ts';
import { Image } from '../../raster/image.ts';
import { andThen, type MaybePromise } from '../../values/value.ts';
import type { Collection } from '../collection/collection.ts';
import { collect } from '../collection/cursor.ts';
import type { Element } from '../collection/element.ts';
import type { Context } from '../context.ts';

/** An element of a collection of images; an error if it is something else. */
export function imageOf(element: Element): Image {
  if (element instanceof Image) return element;
  throw wrong(`The collection must hold images. Got an element of type ${element.typeName}.`);
}

/** All images of a collection. */
export function imagesOf(collection: Collection, context: Context): MaybePromise<Image[]> {
  return andThen(collect(collection.open()), (elements) => {
    context.spend(elements.length);
    return elements.map(imageOf);
  });
}
