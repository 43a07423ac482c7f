import { wrong } from '../../errors.ts';
import { DOUBLE } from '../../raster/pixel-type.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { andThen, type Value } from '../../values/value.ts';
import { ArrayValue } from '../array/array-value.ts';
import { ConfusionMatrix } from '../confusion-matrix/confusion-matrix.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { forEach, mapCursor } from './cursor.ts';
import type { Element } from './element.ts';
import { collectionType, featureType } from './types.ts';

/** Most classes of an error matrix. */
const MAX_CLASSES = 5000;

/** The numbers of some properties; undefined if one of them is not a number. */
function numbersOf(element: Element, properties: readonly string[]): ArrayValue | undefined {
  const values = properties.map((name) => element.property(name));
  if (!values.every(isNumberValue)) return undefined;
  return new ArrayValue([values.length], Float64Array.from(values, toDouble), DOUBLE);
}

/** Counts how often each actual class was predicted as each class. */
class ErrorCounts {
  readonly #counts = new Map<number, Map<number, number>>();
  #largest = -1;

  add(actual: Value, predicted: Value): void {
    if (!isNumberValue(actual) || !isNumberValue(predicted)) return;
    const [row, column] = [Math.trunc(toDouble(actual)), Math.trunc(toDouble(predicted))];
    const counts = this.#counts.get(row) ?? new Map<number, number>();
    this.#counts.set(row, counts.set(column, (counts.get(column) ?? 0) + 1));
    this.#largest = Math.max(this.#largest, row, column);
  }

  matrix(order: readonly number[] | null): ConfusionMatrix {
    const size = order?.length ?? this.#largest + 1;
    if (size > MAX_CLASSES) throw wrong(`There may be at most ${MAX_CLASSES} classes. Got ${size}: give an 'order'.`);
    const classes = order ?? Array.from({ length: size }, (_, i) => i);
    const counts = classes.flatMap((row) => classes.map((column) => this.#counts.get(row)?.get(column) ?? 0));
    return new ConfusionMatrix(new ArrayValue([size, size], Float64Array.from(counts), DOUBLE), order);
  }
}

const classified = (actual: number, predicted: number) => $call('Feature', { metadata: { actual, predicted } });

/** Arrays from the properties of elements. */
export const COLLECTION_ARRAYS = [
  algorithm({
    name: 'Feature.toArray',
    description: 'The values of some properties as an array.',
    returns: 'Array',
    parameters: { feature: required(featureType), properties: required(t.list(t.string)) },
    examples: [
      { args: { feature: $call('Feature', { metadata: { a: 1, b: 2.5 } }), properties: ['a', 'b'] }, result: [1, 2.5] },
    ],
    run: ({ feature, properties }) => {
      const array = numbersOf(feature, properties);
      if (array !== undefined) return array;
      const missing = properties.find((name) => !isNumberValue(feature.property(name)));
      throw wrong(`The property '${missing}' is not a number.`);
    },
  }),
  algorithm({
    name: 'FeatureCollection.makeArray',
    description:
      'Adds an array of the values of some properties to each element; elements without one of them are left out.',
    returns: 'FeatureCollection',
    parameters: {
      collection: required(collectionType),
      properties: required(t.list(t.string)),
      name: defaulted(t.string, 'array'),
    },
    examples: [
      {
        args: {
          collection: $call('Collection', { features: [$call('Feature', { metadata: { a: 1 } })] }),
          properties: ['a'],
        },
        result: {
          type: 'FeatureCollection',
          columns: {},
          features: [{ type: 'Feature', geometry: null, id: '0', properties: { a: 1, array: [1] } }],
        },
      },
    ],
    run: ({ collection, properties, name }, context) =>
      collection.withElements('FeatureCollection.makeArray', () =>
        mapCursor(collection.open(), (element) => {
          context.spend(1);
          const array = numbersOf(element, properties);
          return array === undefined ? null : element.withProperties(new Map(element.properties).set(name, array));
        }),
      ),
  }),
  algorithm({
    name: 'Collection.errorMatrix',
    description: 'The confusion matrix of two properties of the elements: the actual class and the predicted one.',
    returns: 'ConfusionMatrix',
    parameters: {
      collection: required(collectionType),
      actual: required(t.string),
      predicted: required(t.string),
      order: optional(t.list(t.integer)),
    },
    examples: [
      {
        args: {
          collection: $call('Collection', { features: [classified(0, 0), classified(1, 0), classified(1, 1)] }),
          actual: 'actual',
          predicted: 'predicted',
        },
        result: [
          [1, 0],
          [1, 1],
        ],
      },
    ],
    run: ({ collection, actual, predicted, order }, context) => {
      const counts = new ErrorCounts();
      const visited = forEach(collection.open(), (element) => {
        context.spend(1);
        counts.add(element.property(actual), element.property(predicted));
      });
      return andThen(visited, (): Value => counts.matrix(order));
    },
  }),
];
