import { appended } from '../../values/growing-list.ts';
import { algorithm } from '../declare.ts';
import { required } from '../parameter.ts';
import { checkLength, claimList, positionOf, spliced } from './list-size.ts';
import * as t from './types.ts';

/** Lists: elements by their index, which counts from the end if it is negative. */
export const LIST = [
  algorithm({
    name: 'List.get',
    description: 'The element at an index; a negative one counts from the end.',
    returns: 'Object',
    parameters: { list: required(t.uncopied), index: required(t.integer) },
    examples: [{ args: { list: [1, 2, 3], index: -1 }, result: 3 }],
    run: ({ list, index }) => list[positionOf(index, list.length)],
  }),
  ...['List.length', 'List.size'].map((name) =>
    algorithm({
      name,
      description: 'The number of elements.',
      returns: 'Integer',
      parameters: { list: required(t.uncopied) },
      examples: [{ args: { list: [1, 2] }, result: 2 }],
      run: ({ list }) => list.length,
    }),
  ),
  algorithm({
    name: 'List.add',
    description: 'Appends an element to the list.',
    returns: 'List<Object>',
    parameters: { list: required(t.uncopied), element: required(t.object) },
    examples: [{ args: { list: [1], element: 2 }, result: [1, 2] }],
    run: ({ list, element }, context) => {
      checkLength(list.length + 1);
      return appended(list, [element], context.spend);
    },
  }),
  algorithm({
    name: 'List.cat',
    description: 'Concatenates two lists.',
    returns: 'List<Object>',
    parameters: { list: required(t.uncopied), other: required(t.uncopied) },
    examples: [{ args: { list: [1], other: [2] }, result: [1, 2] }],
    run: ({ list, other }, context) => {
      checkLength(list.length + other.length);
      return appended(list, other, context.spend);
    },
  }),
  algorithm({
    name: 'List.set',
    description: 'The list with the element at an index replaced.',
    returns: 'List<Object>',
    parameters: { list: required(t.objects), index: required(t.integer), element: required(t.object) },
    examples: [{ args: { list: [1, 2, 3], index: -1, element: 9 }, result: [1, 2, 9] }],
    run: ({ list, index, element }, context) => {
      claimList(list.length, context);
      return list.with(positionOf(index, list.length), element);
    },
  }),
  algorithm({
    name: 'List.insert',
    description: 'The list with an element put in before the one at an index, or at the end.',
    returns: 'List<Object>',
    parameters: { list: required(t.objects), index: required(t.integer), element: required(t.object) },
    examples: [
      { args: { list: [1, 3], index: 1, element: 2 }, result: [1, 2, 3] },
      { args: { list: [1, 3], index: -1, element: 2 }, result: [1, 2, 3] },
    ],
    run: ({ list, index, element }, context) => {
      claimList(list.length + 1, context);
      return spliced(list, positionOf(index, list.length, list.length), 0, [element]);
    },
  }),
  algorithm({
    name: 'List.swap',
    description: 'The list with the elements at two indexes exchanged.',
    returns: 'List<Object>',
    parameters: { list: required(t.objects), pos1: required(t.integer), pos2: required(t.integer) },
    examples: [{ args: { list: ['a', 'b', 'c'], pos1: 0, pos2: -1 }, result: ['c', 'b', 'a'] }],
    run: ({ list, pos1, pos2 }, context) => {
      claimList(list.length, context);
      const [one, other] = [positionOf(pos1, list.length), positionOf(pos2, list.length)];
      return list.with(one, list[other]).with(other, list[one]);
    },
  }),
];
