import { scalar } from '../../raster/scalar/table.ts';
import { toDouble } from '../../values/number.ts';
import { andThen, type MaybePromise, mapInOrder, type Value } from '../../values/value.ts';
import { algorithm, wrong } from '../declare.ts';
import { defaulted, optional, required } from '../parameter.ts';
import * as t from '../types.ts';
import { applyScalar } from './number.ts';

/** Most elements of a list that is made rather than sent. */
const MAX_LENGTH = 10_000_000;

/** Lists. Negative indexes count from the end. */
export const LIST = [
  algorithm({
    name: 'List.get',
    description: 'The element at an index; a negative one counts from the end.',
    returns: 'Object',
    parameters: { list: required(t.objects), index: required(t.integer) },
    examples: [{ args: { list: [1, 2, 3], index: -1 }, result: 3 }],
    run: ({ list, index }) => {
      const value = list.at(index);
      if (value === undefined)
        throw wrong(
          `List index must be between 0 and ${list.length - 1}, or -${list.length} and -1. Found '${index}'.`,
        );
      return value;
    },
  }),
  algorithm({
    name: 'List.length',
    description: 'The number of elements.',
    returns: 'Integer',
    parameters: { list: required(t.objects) },
    examples: [{ args: { list: [1, 2] }, result: 2 }],
    run: ({ list }) => list.length,
  }),
  algorithm({
    name: 'List.size',
    description: 'The number of elements.',
    returns: 'Integer',
    parameters: { list: required(t.objects) },
    examples: [{ args: { list: [1, 2] }, result: 2 }],
    run: ({ list }) => list.length,
  }),
  algorithm({
    name: 'List.add',
    description: 'The list with an element put at its end.',
    returns: 'List<Object>',
    parameters: { list: required(t.objects), element: required(t.object) },
    examples: [{ args: { list: [1], element: 2 }, result: [1, 2] }],
    run: ({ list, element }) => [...list, element],
  }),
  algorithm({
    name: 'List.cat',
    description: 'The elements of one list, then those of another.',
    returns: 'List<Object>',
    parameters: { list: required(t.objects), other: required(t.objects) },
    examples: [{ args: { list: [1], other: [2] }, result: [1, 2] }],
    run: ({ list, other }) => [...list, ...other],
  }),
  algorithm({
    name: 'List.reverse',
    description: 'The elements from last to first.',
    returns: 'List<Object>',
    parameters: { list: required(t.objects) },
    examples: [{ args: { list: [1, 2] }, result: [2, 1] }],
    run: ({ list }) => list.toReversed(),
  }),
  algorithm({
    name: 'List.sequence',
    description: 'Numbers from start to end (included) in steps, or a count of them.',
    returns: 'List<Object>',
    parameters: {
      start: required(t.number),
      end: optional(t.number),
      step: defaulted(t.number, 1),
      count: optional(t.integer),
    },
    examples: [
      { args: { start: 1, end: 3 }, result: [1, 2, 3] },
      { args: { start: 0, end: 1, count: 3 }, result: [0, 0.5, 1] },
    ],
    run: ({ start, end, step, count }) => {
      const [from, by] = [toDouble(start), toDouble(step)];
      if (end === null && count === null) throw wrong("One of 'end' and 'count' is required.");
      if (by === 0 && count === null) throw wrong("'step' must not be 0.");
      const length = count ?? Math.floor((toDouble(end as number) - from) / by + 1e-10) + 1;
      if (length > MAX_LENGTH)
        throw wrong(`The list would have ${length} elements; at most ${MAX_LENGTH} are allowed.`);
      const spread = end !== null && count !== null ? (toDouble(end) - from) / Math.max(1, count - 1) : by;
      const [add, multiply] = [scalar('add'), scalar('multiply')];
      const exactStep = end !== null && count !== null ? spread : step;
      return Array.from({ length: Math.max(0, length) }, (_, i) =>
        applyScalar(add, start, applyScalar(multiply, exactStep, i)),
      );
    },
  }),
  algorithm({
    name: 'List.repeat',
    description: 'A list of one value, a number of times.',
    returns: 'List<Object>',
    parameters: { value: required(t.object), count: required(t.integer) },
    examples: [{ args: { value: 'a', count: 2 }, result: ['a', 'a'] }],
    run: ({ value, count }) => {
      if (count < 0 || count > MAX_LENGTH) throw wrong(`'count' must be between 0 and ${MAX_LENGTH}. Got ${count}.`);
      return new Array<Value>(count).fill(value);
    },
  }),
  algorithm({
    name: 'List.map',
    description: 'The results of a function for each element.',
    returns: 'List<Object>',
    parameters: {
      list: required(t.objects),
      baseAlgorithm: required(t.callable),
      dropNulls: defaulted(t.boolean, false),
    },
    run: ({ list, baseAlgorithm, dropNulls }, context) => {
      const results = mapInOrder(list, (element) => {
        context.spend(1);
        return baseAlgorithm.call(element);
      });
      return andThen(results, (values): Value => (dropNulls ? values.filter((value) => value !== null) : values));
    },
  }),
  algorithm({
    name: 'List.iterate',
    description: 'Calls a function for each element with the result of the call before.',
    returns: 'Object',
    parameters: { list: required(t.objects), function: required(t.callable), first: required(t.object) },
    run: ({ list, function: step, first }, context) => {
      let result: MaybePromise<Value> = first;
      for (const element of list) {
        context.spend(1);
        result = andThen(result, (before) => step.call(element, before));
      }
      return result;
    },
  }),
];
