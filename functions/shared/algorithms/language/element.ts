import { algorithm, wrong } from '../declare.ts';
import { optional, required } from '../parameter.ts';
import * as t from '../types.ts';

/** What images and features have in common: properties. */
export const ELEMENT = [
  algorithm({
    name: 'Element.get',
    description: 'The value of a property; null if there is none.',
    returns: '<any>',
    parameters: { object: required(t.element), property: required(t.string) },
    run: ({ object, property }) => object.property(property),
  }),
  algorithm({
    name: 'Element.set',
    description: 'The element with a property set; a null value takes it away.',
    returns: 'Element',
    parameters: { object: required(t.element), key: required(t.string), value: optional(t.object) },
    run: ({ object, key, value }) => {
      const properties = new Map(object.properties);
      if (value === null) properties.delete(key);
      else properties.set(key, value);
      return object.withProperties(properties);
    },
  }),
  algorithm({
    name: 'Element.propertyNames',
    description: 'The names of the properties, with those that the system gives.',
    returns: 'List<Object>',
    parameters: { element: required(t.element) },
    run: ({ element }) => [...element.properties.keys(), 'system:bands', 'system:band_names'].sort(),
  }),
  algorithm({
    name: 'Image.id',
    description: "The image's id; an error if it has none.",
    returns: 'String',
    parameters: { element: required(t.element) },
    run: ({ element }) => {
      const id = element.property('system:id') ?? element.property('system:index');
      if (typeof id !== 'string') throw wrong('The image has no id.');
      return id.slice(id.lastIndexOf('/') + 1);
    },
  }),
];
