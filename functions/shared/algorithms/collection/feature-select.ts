import { wrong } from '../../errors.ts';
import type { Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { selectedNames } from '../language/selector.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import type { Element } from './element.ts';
import { Feature } from './feature.ts';
import { elementType } from './types.ts';

/** The names of an element's properties that a selector means: the one that it is, or all that it matches as a pattern, else itself. */
function matching(element: Element, selector: string): readonly string[] {
  if (element.property(selector) !== null) return [selector];
  const names = selectedNames([...element.properties.keys()].sort(), selector);
  return names.length > 0 ? names : [selector];
}

function selected(
  element: Element,
  selectors: readonly string[],
  newNames: readonly string[] | null,
): Map<string, Value> {
  const names = selectors.flatMap((selector) => matching(element, selector));
  if (newNames !== null && newNames.length !== names.length) {
    throw wrong(`Got ${newNames.length} new names for ${names.length} properties.`);
  }
  const properties = new Map<string, Value>();
  names.forEach((name, i) => {
    const value = element.property(name);
    if (value !== null) properties.set(newNames?.[i] ?? name, value);
  });
  return properties;
}

/** Features with some of their properties. */
export const FEATURE_SELECT = [
  algorithm({
    name: 'Feature.select',
    description: 'The element with some of its properties, by name or pattern, which may be renamed.',
    returns: 'Element',
    parameters: {
      input: required(elementType),
      propertySelectors: required(t.list(t.string)),
      newProperties: optional(t.list(t.string)),
      retainGeometry: defaulted(t.boolean, true),
    },
    examples: [
      {
        args: {
          input: $call('Feature', { metadata: { a: 1, b: 2 } }),
          propertySelectors: ['b'],
          newProperties: ['c'],
        },
        result: { type: 'Feature', geometry: null, properties: { c: 2 } },
      },
    ],
    run: ({ input, propertySelectors, newProperties, retainGeometry }) => {
      const element = input.withProperties(selected(input, propertySelectors, newProperties));
      return retainGeometry || !(element instanceof Feature) ? element : element.withGeometry(null);
    },
  }),
];
