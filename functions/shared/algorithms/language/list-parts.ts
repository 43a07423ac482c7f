import { wrong } from '../../errors.ts';
import type { ListValue, Value } from '../../values/value.ts';
import { isList } from '../../values/value.ts';
import type { Context } from '../context.ts';
import { algorithm } from '../declare.ts';
import { optional, required } from '../parameter.ts';
import { claimList, positionOf, spliced } from './list-size.ts';
import * as t from './types.ts';

/** A list that is being walked through, and how many elements it has had so far. */
interface Walked {
  readonly items: ListValue;
  next: number;
  length: number;
}

/**
 * How many elements each of a list's lists has when it is flat. Each is visited once, however often it is shared. The walk keeps its
 * own stack: lists may be nested as deep as they like.
 */
function flatLengths(list: ListValue, context: Context): Map<ListValue, number> {
  const lengths = new Map<ListValue, number>();
  const stack: Walked[] = [{ items: list, next: 0, length: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (top.next === top.items.length) {
      lengths.set(top.items, top.length);
      stack.pop();
      continue;
    }
    context.spend(1);
    const item = top.items[top.next];
    const known = isList(item) ? lengths.get(item) : 1;
    if (known === undefined) stack.push({ items: item as ListValue, next: 0, length: 0 });
    else {
      top.next++;
      top.length += known;
    }
  }
  return lengths;
}

/** All elements of a list's lists, at any depth. */
function flatten(list: ListValue, context: Context): Value[] {
  const lengths = flatLengths(list, context);
  claimList(lengths.get(list) as number, context);
  const flat: Value[] = [];
  const stack: Omit<Walked, 'length'>[] = [{ items: list, next: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (top.next === top.items.length) {
      stack.pop();
      continue;
    }
    const item = top.items[top.next++];
    if (!isList(item)) flat.push(item);
    // Lists that are empty, and shared a million times, would be work too.
    else if (lengths.get(item) !== 0) stack.push({ items: item, next: 0 });
  }
  return flat;
}

/** Lists: parts of them, and lists put together and taken apart. */
export const LIST_PARTS = [
  algorithm({
    name: 'List.slice',
    description: 'The elements from an index to (not with) another, each or in steps.',
    returns: 'List<Object>',
    parameters: {
      list: required(t.uncopied),
      start: required(t.integer),
      end: optional(t.integer),
      step: optional(t.integer),
    },
    examples: [
      { args: { list: [1, 2, 3, 4, 5], start: 1, end: -1 }, result: [2, 3, 4] },
      { args: { list: [1, 2, 3, 4, 5], start: 0, step: 2 }, result: [1, 3, 5] },
    ],
    run: ({ list, start, end, step }, context) => {
      if (step !== null && step < 1) throw wrong(`'step' must be positive. Got ${step}.`);
      const part = list.slice(start, end ?? undefined);
      context.spend(part.length);
      return step === null || step === 1 ? part : part.filter((_, i) => i % step === 0);
    },
  }),
  algorithm({
    name: 'List.splice',
    description: 'The list with a number of elements from an index on replaced by those of another list.',
    returns: 'List<Object>',
    parameters: {
      list: required(t.objects),
      start: required(t.integer),
      count: required(t.integer),
      other: optional(t.objects),
    },
    examples: [
      { args: { list: [1, 2, 3, 4], start: 1, count: 2 }, result: [1, 4] },
      { args: { list: [1, 2, 3, 4], start: -1, count: 1, other: [8, 9] }, result: [1, 2, 3, 8, 9] },
    ],
    run: ({ list, start, count, other }, context) => {
      if (count < 0) throw wrong(`'count' must not be negative. Got ${count}.`);
      const others = other ?? [];
      claimList(list.length + others.length, context);
      return spliced(list, positionOf(start, list.length, list.length), count, others);
    },
  }),
  algorithm({
    name: 'List.flatten',
    description: 'The elements of the lists in the list, at any depth, in one list.',
    returns: 'List<Object>',
    parameters: { list: required(t.objects) },
    examples: [{ args: { list: [1, [2, [3, []]], [4]] }, result: [1, 2, 3, 4] }],
    run: ({ list }, context) => flatten(list, context),
  }),
  algorithm({
    name: 'List.zip',
    description: 'Pairs of the elements at the same index, as many as the shorter list has.',
    returns: 'List<List<Object>>',
    parameters: { list: required(t.objects), other: required(t.objects) },
    examples: [
      {
        args: { list: [1, 2, 3], other: ['a', 'b'] },
        result: [
          [1, 'a'],
          [2, 'b'],
        ],
      },
    ],
    run: ({ list, other }, context) => {
      const length = Math.min(list.length, other.length);
      claimList(2 * length, context);
      return list.slice(0, length).map((item, i) => [item, other[i]]);
    },
  }),
  algorithm({
    name: 'List.unzip',
    description: 'Lists of the first elements of each inner list, of the second ones, …, up to the shortest.',
    returns: 'List<List<Object>>',
    parameters: { list: required(t.objects) },
    examples: [
      {
        args: {
          list: [
            [1, 'a'],
            [2, 'b', 3],
          ],
        },
        result: [
          [1, 2],
          ['a', 'b'],
        ],
      },
    ],
    run: ({ list }, context) => {
      let length = list.length === 0 ? 0 : Infinity;
      for (const inner of list) {
        if (!isList(inner)) throw wrong('A list of lists is expected.');
        length = Math.min(length, inner.length);
      }
      claimList(length * list.length, context);
      return Array.from({ length }, (_, i) => list.map((inner) => (inner as ListValue)[i]));
    },
  }),
];
