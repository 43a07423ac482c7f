import { instanceType, type ParameterType } from '../parameter.ts';
import { Collection } from './collection.ts';
import { type Element, isElement } from './element.ts';
import { Feature } from './feature.ts';

/** A collection of features or images. */
export const collectionType: ParameterType<Collection> = instanceType('FeatureCollection', Collection);

export const featureType: ParameterType<Feature> = instanceType('Feature', Feature);

/** An image, a feature or a collection: whatever has properties. */
export const elementType: ParameterType<Element> = {
  name: 'Element',
  coerce: (value) => (isElement(value) ? value : undefined),
};
