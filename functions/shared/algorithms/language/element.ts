import { wrong } from '../../errors.ts';
import { withEntry } from '../../values/growing-dictionary.ts';
import { isNumberValue } from '../../values/number.ts';
import { numberText } from '../../values/number-text.ts';
import type { Value } from '../../values/value.ts';
import type { Element } from '../collection/element.ts';
import { Feature } from '../collection/feature.ts';
import { elementType } from '../collection/types.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { geometryType } from '../geometry/types.ts';
import { optional, required } from '../parameter.ts';
import { typedValue } from './typed-get.ts';
import * as t from './types.ts';

const FEATURE = $call('Feature', { metadata: { a: 1, b: 'x' } });

/** The names of the properties that are not the system's. */
function ordinaryNames(element: Element): string[] {
  return [...element.properties.keys()].filter((name) => !name.startsWith('system:'));
}

/** The element with some properties more, or changed. */
function withMore(element: Element, more: Iterable<readonly [string, Value]>): Element {
  const properties = new Map(element.properties);
  for (const [name, value] of more) {
    if (value === null) properties.delete(name);
    else properties.set(name, value);
  }
  return element.withProperties(properties);
}

/** The names of the properties, those that the system gives among them. */
function propertyNames(element: Element): string[] {
  const names = new Set(element.properties.keys());
  if (element.typeName === 'Image') for (const name of ['system:bands', 'system:band_names']) names.add(name);
  if (element.typeName === 'Feature') names.add('system:index');
  if (typeof element.property('system:id') === 'string' && element.typeName !== 'Feature') names.add('system:id');
  return [...names].sort();
}

/** Algorithms on the properties of images, features and collections. */
export const ELEMENT = [
  algorithm({
    name: 'Element.get',
    description: 'The value of a property; null if there is none.',
    returns: '<any>',
    parameters: { object: required(elementType), property: required(t.string) },
    examples: [{ args: { object: FEATURE, property: 'b' }, result: 'x' }],
    run: ({ object, property }) => object.property(property),
  }),
  algorithm({
    name: 'Element.getNumber',
    description: 'The value of a property that is a number; null if there is none.',
    returns: 'Number',
    parameters: { object: required(elementType), property: required(t.string) },
    examples: [{ args: { object: FEATURE, property: 'a' }, result: 1 }],
    run: ({ object, property }) => typedValue(t.number, object.property(property), property),
  }),
  algorithm({
    name: 'Element.getString',
    description: 'The value of a property that is a string; null if there is none.',
    returns: 'String',
    parameters: { object: required(elementType), property: required(t.string) },
    examples: [{ args: { object: FEATURE, property: 'b' }, result: 'x' }],
    run: ({ object, property }) => typedValue(t.string, object.property(property), property),
  }),
  algorithm({
    name: 'Element.set',
    description: 'The element with a property set; a null value takes it away.',
    returns: 'Element',
    parameters: { object: required(elementType), key: required(t.string), value: optional(t.object) },
    examples: [
      {
        args: { object: FEATURE, key: 'a', value: 2 },
        result: { type: 'Feature', geometry: null, properties: { a: 2, b: 'x' } },
      },
    ],
    run: ({ object, key, value }, context) =>
      value === null
        ? withMore(object, [[key, value]])
        : object.withProperties(withEntry(object.properties, key, value, context.spend)),
  }),
  algorithm({
    name: 'Element.setMulti',
    description: 'The element with several properties set; null values take theirs away.',
    returns: 'Element',
    hidden: true,
    parameters: { object: required(elementType), properties: required(t.dictionary) },
    examples: [
      {
        args: { object: FEATURE, properties: { c: true } },
        result: { type: 'Feature', geometry: null, properties: { a: 1, b: 'x', c: true } },
      },
    ],
    run: ({ object, properties }) => withMore(object, properties),
  }),
  ...['Element.copyProperties', 'Image.copyProperties'].map((name) =>
    algorithm({
      name,
      description:
        'Copies properties from the second element to the first: the named ones, or all but system properties; excluded ones are left out.',
      returns: 'Element',
      parameters: {
        destination: optional(elementType),
        source: optional(elementType),
        properties: optional(t.list(t.string)),
        exclude: optional(t.list(t.string)),
      },
      examples: [
        {
          args: { destination: $call('Feature', { metadata: { c: 3 } }), source: FEATURE, exclude: ['b'] },
          result: { type: 'Feature', geometry: null, properties: { a: 1, c: 3 } },
        },
      ],
      run: ({ destination, source, properties, exclude }) => {
        if (destination === null || source === null) return destination;
        const names = properties ?? ordinaryNames(source);
        const wanted = names.filter((name) => !exclude?.includes(name));
        const found = wanted.map((name): [string, Value] => [name, source.property(name)]);
        return withMore(
          destination,
          found.filter(([, value]) => value !== null),
        );
      },
    }),
  ),
  algorithm({
    name: 'Element.replaceProperties',
    description: 'The first element with the properties of a second one in place of its own.',
    returns: 'Element',
    hidden: true,
    parameters: { destination: required(elementType), source: optional(elementType) },
    examples: [
      {
        args: { destination: $call('Feature', { metadata: { c: 3 } }), source: FEATURE },
        result: { type: 'Feature', geometry: null, properties: { a: 1, b: 'x' } },
      },
    ],
    run: ({ destination, source }) => destination.withProperties(source?.properties ?? new Map()),
  }),
  algorithm({
    name: 'Element.toDictionary',
    description: 'The properties as a dictionary: the named ones, or all but system properties.',
    returns: 'Dictionary<Object>',
    parameters: { element: required(elementType), properties: optional(t.list(t.string)) },
    examples: [{ args: { element: FEATURE, properties: ['b'] }, result: { b: 'x' } }],
    run: ({ element, properties }) => {
      if (properties === null) {
        return new Map(ordinaryNames(element).map((name) => [name, element.property(name)]));
      }
      return new Map(
        properties.map((name) => {
          const value = element.property(name);
          if (value === null) throw wrong(`The element has no property '${name}'.`);
          return [name, value];
        }),
      );
    },
  }),
  algorithm({
    name: 'Element.propertyNames',
    description: 'The names of the properties, system properties included.',
    returns: 'List<Object>',
    parameters: { element: required(elementType) },
    examples: [{ args: { element: FEATURE }, result: ['a', 'b', 'system:index'] }],
    run: ({ element }) => propertyNames(element),
  }),
  algorithm({
    name: 'Feature.id',
    description: "The element's index in its collection; null if it has none.",
    returns: 'String',
    parameters: { element: required(elementType) },
    examples: [{ args: { element: $call('Feature', { metadata: { 'system:index': 'x' } }) }, result: 'x' }],
    run: ({ element }) => {
      const index = element.property('system:index');
      return isNumberValue(index) ? numberText(index) : index;
    },
  }),
  algorithm({
    name: 'Image.id',
    description: "The image's id; an error if it has none.",
    returns: 'String',
    parameters: { element: required(elementType) },
    examples: [{ args: { element: $call('Image.load', { id: 'sample' }) }, result: 'sample' }],
    run: ({ element }) => {
      const id = element.property('system:id') ?? element.property('system:index');
      if (typeof id !== 'string') throw wrong('The image has no id.');
      return id.slice(id.lastIndexOf('/') + 1);
    },
  }),
];

/** Features: parts of them. */
export const FEATURE_PARTS = [
  algorithm({
    name: 'Feature.setGeometry',
    description: 'The feature with another geometry, or without one.',
    returns: 'Element',
    parameters: { feature: required(elementType), geometry: optional(geometryType) },
    examples: [
      {
        args: { feature: FEATURE, geometry: $call('GeometryConstructors.Point', { coordinates: [1, 2] }) },
        result: {
          type: 'Feature',
          geometry: { type: 'Point', coordinates: [1, 2] },
          properties: { a: 1, b: 'x' },
        },
      },
    ],
    run: ({ feature, geometry }) => {
      if (feature instanceof Feature) return feature.withGeometry(geometry);
      throw wrong(`Only features have a geometry that can be set. Got: ${feature.typeName}.`);
    },
  }),
];
