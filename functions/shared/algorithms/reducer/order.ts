import { wrong } from '../../errors.ts';
import { keyOf } from '../../values/equality.ts';
import type { Value } from '../../values/value.ts';
import { featureCollection } from '../collection/construct.ts';
import { Feature } from '../collection/feature.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { valueReducer } from './kinds.ts';
import { plainReducer } from './plain.ts';
import { MAX_WIDTH, Reducer } from './reducer.ts';
import { alike, arrays, countOfThem, oneOfThem, type ResultTypes, realNumber } from './result-types.ts';

const FIRST = valueReducer(
  'first',
  'first',
  () => {
    let first: Value | undefined;
    return {
      add: (value) => {
        if (first === undefined) first = value;
      },
      result: () => first ?? null,
    };
  },
  { type: oneOfThem },
);

const FIRST_NON_NULL = valueReducer(
  'firstNonNull',
  'first',
  () => {
    let first: Value = null;
    return {
      add: (value) => {
        first ??= value;
      },
      result: () => first,
    };
  },
  { type: oneOfThem },
);

const LAST = valueReducer(
  'last',
  'last',
  () => {
    let last: Value = null;
    return {
      add: (value) => {
        last = value;
      },
      result: () => last,
    };
  },
  { type: oneOfThem },
);

const LAST_NON_NULL = valueReducer(
  'lastNonNull',
  'last',
  () => {
    let last: Value = null;
    return {
      add: (value) => {
        last = value ?? last;
      },
      result: () => last,
    };
  },
  { type: oneOfThem },
);

function countDistinct(name: string, nulls: boolean): Reducer {
  return valueReducer(
    name,
    'count',
    () => {
      const seen = new Set<unknown>();
      return {
        add: (value) => {
          if (nulls || value !== null) seen.add(keyOf(value));
        },
        result: () => seen.size,
      };
    },
    { type: countOfThem },
  );
}

const COUNT_RUNS = valueReducer(
  'countRuns',
  'count',
  () => {
    let [runs, last]: [number, unknown] = [0, undefined];
    return {
      add: (value) => {
        if (value === null) return;
        const key = keyOf(value);
        if (runs === 0 || !Object.is(key, last)) runs++;
        last = key;
      },
      result: () => runs,
    };
  },
  { type: countOfThem },
);

/** Collects tuples whose inputs are not null, but for the last ones, which may be. */
function tuples(
  name: string,
  output: string,
  size: number,
  numOptional: number,
  finish: (rows: readonly (readonly Value[])[]) => Value,
  pixelTypes: ResultTypes,
): Reducer {
  if (size < 1) throw wrong('At least one input is needed.');
  if (size > MAX_WIDTH) throw wrong(`A reducer may have at most ${MAX_WIDTH} inputs. Got ${size}.`);
  if (numOptional < 0 || numOptional > size)
    throw wrong(`'numOptional' must be from 0 to ${size}. Got ${numOptional}.`);
  const open = () => {
    const rows: (readonly Value[])[] = [];
    return {
      add(inputs: readonly Value[]): void {
        if (!inputs.slice(0, size - numOptional).includes(null)) rows.push([...inputs]);
      },
      results: () => [finish(rows)],
    };
  };
  const inputs = new Array<boolean>(size).fill(false);
  return new Reducer({ name, inputs, outputs: [output], open, pixelTypes });
}

/** All tuples of a size whose inputs are not null, as a list. */
export function tupleList(size: number, numOptional = 0): Reducer {
  return tuples('toList', 'list', size, numOptional, (rows) => [...rows], arrays(2));
}

/** First and last values, distinct ones, and all of them. */
export const ORDER_REDUCERS = [
  plainReducer(FIRST, 'The first value, which may be null.'),
  plainReducer(FIRST_NON_NULL, 'The first value that is not null.'),
  plainReducer(LAST, 'The last value, which may be null.'),
  plainReducer(LAST_NON_NULL, 'The last value that is not null.'),
  plainReducer(countDistinct('countDistinct', true), 'The number of distinct values; null is one.'),
  plainReducer(countDistinct('countDistinctNonNull', false), 'The number of distinct values that are not null.'),
  plainReducer(COUNT_RUNS, 'The number of runs of the same value; nulls are left out.'),
  algorithm({
    name: 'Reducer.toList',
    description: 'All values as a list, or as a list of tuples of a size.',
    returns: 'Reducer',
    parameters: { tupleSize: optional(t.integer), numOptional: defaulted(t.integer, 0) },
    examples: [{ args: { tupleSize: 2 }, result: { type: 'Reducer.toList', inputs: 2, outputs: ['list'] } }],
    run: ({ tupleSize, numOptional }) =>
      tupleSize === null
        ? tuples('toList', 'list', 1, numOptional, (rows) => rows.map(([value]) => value), arrays(1))
        : tupleList(tupleSize, numOptional),
  }),
  algorithm({
    name: 'Reducer.toCollection',
    description: 'A collection of features without geometry, whose properties are the inputs.',
    returns: 'Reducer',
    parameters: { propertyNames: required(t.list(t.string)), numOptional: defaulted(t.integer, 0) },
    examples: [
      {
        args: { propertyNames: ['a', 'b'] },
        result: { type: 'Reducer.toCollection', inputs: 2, outputs: ['features'] },
      },
    ],
    run: ({ propertyNames, numOptional }) =>
      tuples(
        'toCollection',
        'features',
        propertyNames.length,
        numOptional,
        (rows) =>
          featureCollection(
            rows.map((row) => {
              const given = propertyNames.map((name, i): [string, Value] => [name, row[i]]);
              return new Feature(null, new Map(given.filter(([, value]) => value !== null)));
            }),
          ),
        alike(1, realNumber),
      ),
  }),
];
