import { wrong } from '../../errors.ts';
import { Geometry } from '../../geometry/geometry.ts';
import { keyOf } from '../../values/equality.ts';
import { compareValues } from '../../values/order.ts';
import { andThen, isList, type Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { parseFilter } from '../filter/expression.ts';
import { Filter } from '../filter/filter.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { type Cursor, collect, cursorOf, deferred, forEach, mapCursor, takeCursor } from './cursor.ts';
import type { Element } from './element.ts';
import { collectionType } from './types.ts';

const feature = (a: number) => $call('Feature', { metadata: { a } });
const FEATURES = $call('Collection', { features: [feature(2), feature(1), feature(2)] });
const encoded = (id: string, a: number) => ({ type: 'Feature', geometry: null, id, properties: { a } });
const columns = { a: 'Integer', 'system:index': 'String' };

/** Elements by a property, those that are equal in the order in which they were. */
function sorted(elements: readonly Element[], key: string, ascending: boolean): Element[] {
  const keyed = elements.map((element) => ({ element, value: element.property(key) }));
  keyed.sort((a, b) => (ascending ? compareValues(a.value, b.value) : compareValues(b.value, a.value)));
  return keyed.map(({ element }) => element);
}

function namesOf(properties: Value): readonly string[] {
  const names = isList(properties) ? properties : [properties];
  if (names.every((name) => typeof name === 'string')) return names;
  throw wrong("'properties' must be a property's name, or a list of names.");
}

/** Collections of some of the elements of another, and lists of them. */
export const COLLECTION_SELECT = [
  algorithm({
    name: 'Collection.filter',
    description: 'The elements that pass a filter.',
    returns: 'FeatureCollection',
    parameters: { collection: required(collectionType), filter: required(t.object) },
    examples: [
      {
        args: { collection: FEATURES, filter: $call('Filter.lessThan', { leftField: 'a', rightValue: 2 }) },
        result: { type: 'FeatureCollection', columns, features: [encoded('1', 1)] },
      },
    ],
    run: ({ collection, filter }, context) => {
      const condition = typeof filter === 'string' ? parseFilter(filter) : filter;
      if (!(condition instanceof Filter)) throw wrong("'filter' must be a Filter, or the text of one.");
      const pass = (elements: Cursor<Element>) =>
        mapCursor(elements, (element) => {
          context.spend(1);
          return condition.test(element) ? element : null;
        });
      return collection.withFilter('Collection.filter', pass, () => condition.bounds());
    },
  }),
  algorithm({
    name: 'Collection.limit',
    description: 'The first elements, after sorting by a property if one is given.',
    returns: 'FeatureCollection',
    parameters: {
      collection: required(collectionType),
      limit: optional(t.integer),
      key: optional(t.string),
      ascending: defaulted(t.boolean, true),
    },
    examples: [
      {
        args: { collection: FEATURES, limit: 2, key: 'a' },
        result: { type: 'FeatureCollection', columns, features: [encoded('1', 1), encoded('0', 2)] },
      },
    ],
    run: ({ collection, limit, key, ascending }, context) => {
      if (limit !== null && limit < 0) throw wrong(`'limit' must not be negative. Got ${limit}.`);
      const count = limit ?? Number.POSITIVE_INFINITY;
      if (key === null) return collection.withSelection('Collection.limit', () => takeCursor(collection.open(), count));
      return collection.withSelection('Collection.limit', () =>
        deferred(() =>
          andThen(collect(collection.open()), (elements) => {
            context.spend(elements.length);
            return cursorOf(sorted(elements, key, ascending).slice(0, count));
          }),
        ),
      );
    },
  }),
  algorithm({
    name: 'Collection.distinct',
    description: 'The first element of each combination of values of some properties.',
    returns: 'FeatureCollection',
    parameters: { collection: required(collectionType), properties: required(t.object) },
    examples: [
      {
        args: { collection: FEATURES, properties: 'a' },
        result: { type: 'FeatureCollection', columns, features: [encoded('0', 2), encoded('1', 1)] },
      },
    ],
    run: ({ collection, properties }, context) => {
      const names = namesOf(properties);
      return collection.withSelection('Collection.distinct', () => {
        const seen = new Set<unknown>();
        return mapCursor(collection.open(), (element) => {
          context.spend(1);
          const key = keyOf(names.map((name) => distinguishing(element.property(name))));
          if (seen.has(key)) return null;
          seen.add(key);
          return element;
        });
      });
    },
  }),
  algorithm({
    name: 'Collection.first',
    description: 'The first element; null if there is none.',
    returns: 'Element',
    parameters: { collection: required(collectionType) },
    examples: [{ args: { collection: FEATURES }, result: encoded('0', 2) }],
    run: ({ collection }) => andThen(collection.open().next(), (element): Value => element ?? null),
  }),
  algorithm({
    name: 'Collection.toList',
    description: 'A list of at most a number of elements, from an offset on.',
    returns: 'List<Object>',
    parameters: {
      collection: required(collectionType),
      count: required(t.integer),
      offset: defaulted(t.integer, 0),
    },
    examples: [{ args: { collection: FEATURES, count: 1, offset: 1 }, result: [encoded('1', 1)] }],
    run: ({ collection, count, offset }, context) => {
      if (offset < 0 || count < 0) throw wrong("'count' and 'offset' must not be negative.");
      const elements: Element[] = [];
      if (count === 0) return elements;
      const visited = forEach(collection.open(), (element, place) => {
        context.spend(1);
        if (place >= offset) elements.push(element);
        return elements.length < count;
      });
      return andThen(visited, (): Value => elements);
    },
  }),
];

/** The value by which duplicates are found: a geometry is represented by its JSON form. */
function distinguishing(value: Value): Value {
  return value instanceof Geometry ? JSON.stringify(value.encode()) : value;
}
