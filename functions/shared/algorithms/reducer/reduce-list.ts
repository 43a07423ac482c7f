import { wrong } from '../../errors.ts';
import { isList, type Value } from '../../values/value.ts';
import { ArrayValue } from '../array/array-value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { required } from '../parameter.ts';
import { reducerType } from './reducer-type.ts';

/** The inputs that an element of a list is. */
function tupleOf(element: Value, size: number): readonly Value[] {
  const tuple = element instanceof ArrayValue ? element.toNested() : element;
  if (!isList(tuple) || tuple.length !== size) {
    throw wrong(`The reducer has ${size} inputs: each element must be a list of ${size} values.`);
  }
  return tuple;
}

/** Reducing lists. */
export const REDUCE_LIST = [
  algorithm({
    name: 'List.reduce',
    description: 'Reduces the elements; each is a list of inputs if the reducer has several.',
    returns: 'Object',
    parameters: { list: required(t.objects), reducer: required(reducerType) },
    examples: [
      { args: { list: [1, 2, 3, 4], reducer: $call('Reducer.mean', {}) }, result: 2.5 },
      { args: { list: [3, 1, 2], reducer: $call('Reducer.minMax', {}) }, result: { max: 3, min: 1 } },
      {
        args: {
          list: [
            [1, 1],
            [2, 3],
          ],
          reducer: $call('Reducer.linearFit', {}),
        },
        result: { offset: -1, scale: 2 },
      },
    ],
    run: ({ list, reducer }, context) => {
      context.spend(list.length);
      const accumulator = reducer.open();
      const size = reducer.inputs.length;
      const ones = reducer.inputs.map(() => 1);
      for (const element of list) accumulator.add(size === 1 ? [element] : tupleOf(element, size), ones);
      return reducer.resultOf(accumulator.results());
    },
  }),
];
