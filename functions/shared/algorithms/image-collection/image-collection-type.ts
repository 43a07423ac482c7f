import { Collection } from '../collection/collection.ts';
import type { ParameterType } from '../parameter.ts';

/** A collection of images. Other collections, such as a join's result, are taken for one. */
export const imageCollectionType: ParameterType<Collection> = {
  name: 'ImageCollection',
  coerce(value) {
    if (!(value instanceof Collection)) return undefined;
    if (value.typeName === 'ImageCollection') return value;
    return new Collection('ImageCollection', () => value.open(), value.fields, [value]);
  },
};
