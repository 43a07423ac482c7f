import { andThen, type MaybePromise, mapInOrder, type Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { defaulted, required } from '../parameter.ts';
import { joinTexts } from './text.ts';
import * as t from './types.ts';

/** Lists: functions over them, and their text. */
export const LIST_FUNCTIONS = [
  algorithm({
    name: 'List.map',
    description: 'The results of a function for each element.',
    returns: 'List<Object>',
    parameters: {
      list: required(t.objects),
      baseAlgorithm: required(t.callable),
      dropNulls: defaulted(t.boolean, false),
    },
    examples: [{ args: { list: [1, -2], baseAlgorithm: 'Number.abs' }, result: [1, 2] }],
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
    description: 'Calls a function with each element and the result of the previous call, and returns the last result.',
    returns: 'Object',
    parameters: { list: required(t.objects), function: required(t.callable), first: required(t.object) },
    examples: [{ args: { list: [1, 2, 3], function: 'Number.add', first: 10 }, result: 16 }],
    run: ({ list, function: step, first }, context) => {
      let result: MaybePromise<Value> = first;
      for (const element of list) {
        context.spend(1);
        result = andThen(result, (before) => step.call(element, before));
      }
      return result;
    },
  }),
  algorithm({
    name: 'List.join',
    description: "The elements' texts in one string, with a separator between them.",
    returns: 'String',
    parameters: { list: required(t.objects), separator: defaulted(t.string, '') },
    examples: [{ args: { list: ['a', 1, 2.5], separator: ', ' }, result: 'a, 1, 2.5' }],
    run: ({ list, separator }, context) => {
      context.spend(list.length);
      return joinTexts(list, separator);
    },
  }),
];
