import { equalValues, keyOf } from '../../values/equality.ts';
import { algorithm } from '../declare.ts';
import { required } from '../parameter.ts';
import { countEqual, distinct, indexOf, indexOfSublist, keySet, lastIndexOfSublist } from './list-search.ts';
import { spliced } from './list-size.ts';
import * as t from './types.ts';

/** Searches in lists. Elements are compared by value. */
export const LIST_CONTENTS = [
  algorithm({
    name: 'List.contains',
    description: 'Whether an element is equal to a value.',
    returns: 'Boolean',
    parameters: { list: required(t.objects), element: required(t.object) },
    examples: [{ args: { list: [1, [2, 3]], element: [2, 3] }, result: true }],
    run: ({ list, element }) => indexOf(list, element) >= 0,
  }),
  algorithm({
    name: 'List.containsAll',
    description: 'Whether each element of another list is in the list.',
    returns: 'Boolean',
    parameters: { list: required(t.objects), other: required(t.objects) },
    examples: [{ args: { list: [1, 2, 3], other: [3, 4] }, result: false }],
    run: ({ list, other }) => keySet(other).isSubsetOf(keySet(list)),
  }),
  algorithm({
    name: 'List.distinct',
    description: 'The elements, each once, in the order in which they first occur.',
    returns: 'List<Object>',
    parameters: { list: required(t.objects) },
    examples: [{ args: { list: [2, 1, 2, 1] }, result: [2, 1] }],
    run: ({ list }) => distinct(list),
  }),
  algorithm({
    name: 'List.equals',
    description: 'Whether two lists have equal elements in the same order.',
    returns: 'Boolean',
    parameters: { list: required(t.objects), other: required(t.objects) },
    examples: [{ args: { list: [1, [2]], other: [1, [2]] }, result: true }],
    run: ({ list, other }) => list.length === other.length && list.every((item, i) => equalValues(item, other[i])),
  }),
  algorithm({
    name: 'List.frequency',
    description: 'How many elements are equal to a value.',
    returns: 'Integer',
    parameters: { list: required(t.objects), element: required(t.object) },
    examples: [{ args: { list: ['a', 'b', 'a'], element: 'a' }, result: 2 }],
    run: ({ list, element }) => countEqual(list, element),
  }),
  algorithm({
    name: 'List.indexOf',
    description: 'The index of the first element that is equal to a value; -1 if there is none.',
    returns: 'Integer',
    parameters: { list: required(t.objects), element: required(t.object) },
    examples: [{ args: { list: ['a', 'b', 'a'], element: 'b' }, result: 1 }],
    run: ({ list, element }) => indexOf(list, element),
  }),
  algorithm({
    name: 'List.indexOfSublist',
    description: 'The index where another list first stands in the list; -1 if it does not.',
    returns: 'Integer',
    parameters: { list: required(t.objects), target: required(t.objects) },
    examples: [{ args: { list: [1, 2, 1, 2], target: [1, 2] }, result: 0 }],
    run: ({ list, target }) => indexOfSublist(list, target),
  }),
  algorithm({
    name: 'List.lastIndexOfSubList',
    description: 'The index where another list last stands in the list; -1 if it does not.',
    returns: 'Integer',
    parameters: { list: required(t.objects), target: required(t.objects) },
    examples: [{ args: { list: [1, 2, 1, 2], target: [1, 2] }, result: 2 }],
    run: ({ list, target }) => lastIndexOfSublist(list, target),
  }),
  algorithm({
    name: 'List.remove',
    description: 'The list without the first element that is equal to a value.',
    returns: 'List<Object>',
    parameters: { list: required(t.objects), element: required(t.object) },
    examples: [{ args: { list: [1, 2, 1], element: 1 }, result: [2, 1] }],
    run: ({ list, element }) => {
      const index = indexOf(list, element);
      return index < 0 ? list : spliced(list, index, 1, []);
    },
  }),
  algorithm({
    name: 'List.removeAll',
    description: 'The list without the elements that are in another list.',
    returns: 'List<Object>',
    parameters: { list: required(t.objects), other: required(t.objects) },
    examples: [{ args: { list: [1, 2, 1, 3], other: [1, 3] }, result: [2] }],
    run: ({ list, other }) => {
      const removed = keySet(other);
      return list.filter((item) => !removed.has(keyOf(item)));
    },
  }),
  algorithm({
    name: 'List.replace',
    description: 'The list with the first element that is equal to a value replaced.',
    returns: 'List<Object>',
    parameters: { list: required(t.objects), oldval: required(t.object), newval: required(t.object) },
    examples: [{ args: { list: [1, 2, 1], oldval: 1, newval: 9 }, result: [9, 2, 1] }],
    run: ({ list, oldval, newval }) => {
      const index = indexOf(list, oldval);
      return index < 0 ? list : list.with(index, newval);
    },
  }),
  algorithm({
    name: 'List.replaceAll',
    description: 'The list with all elements that are equal to a value replaced.',
    returns: 'List<Object>',
    parameters: { list: required(t.objects), oldval: required(t.object), newval: required(t.object) },
    examples: [{ args: { list: [1, 2, 1], oldval: 1, newval: 9 }, result: [9, 2, 9] }],
    run: ({ list, oldval, newval }) => {
      const replaced = keySet([oldval]);
      return list.map((item) => (replaced.has(keyOf(item)) ? newval : item));
    },
  }),
];
