import { describe, expect, it } from 'vitest';
import type { Json, Value } from '../values/value.ts';
import { answer, argument, list, type Nodes } from './hostile.testing.ts';
import { call, constant } from './language.testing.ts';

const STEPS = 50_000;
const acc = argument('acc');
const x = argument('x');
const counted = call('List.sequence', { start: constant(1), end: constant(STEPS) });

/** A list of numbers, iterated with a function of `x` and `acc`. */
function iterate(first: Json, body: string, numbers: Json = counted): Json {
  return call('List.iterate', {
    list: numbers,
    first,
    function: { functionDefinitionValue: { argumentNames: ['x', 'acc'], body } },
  });
}

async function timed(node: Json, values: Nodes): Promise<{ value: unknown; milliseconds: number }> {
  const start = performance.now();
  const value = await answer(node, values);
  return { value, milliseconds: performance.now() - start };
}

describe('iterations of 50,000 steps take time in proportion to their steps', () => {
  const get = (index: number) => call('List.get', { list: acc, index: constant(index) });
  const added = Array.from({ length: STEPS }, (_, i) => i + 1);

  it.each<[string, Json, Json, unknown]>([
    ['lists by add', constant([]), call('List.add', { list: acc, element: x }), added],
    ['lists by cat', constant([]), call('List.cat', { list: acc, other: list(x, x) }), added.flatMap((i) => [i, i])],
    [
      'lists whose last elements are read',
      constant([1, 1]),
      call('List.add', {
        list: acc,
        element: call('Number.mod', {
          left: call('Number.add', { left: get(-1), right: get(-2) }),
          right: constant(1000),
        }),
      }),
      added.reduce(
        (known, _, i) => {
          known.push((known[i] + known[i + 1]) % 1000);
          return known;
        },
        [1, 1],
      ),
    ],
    [
      'dictionaries by set',
      constant({}),
      call('Dictionary.set', { dictionary: acc, key: call('String', { input: x }), value: x }),
      Object.fromEntries(added.map((i) => [String(i), i])),
    ],
    [
      'texts',
      constant(''),
      call('String.cat', { string1: acc, string2: call('String', { input: x }) }),
      added.join(''),
    ],
  ])('%s', async (_, first, body, expected) => {
    const { value, milliseconds } = await timed(iterate(first, 'body'), { body });
    expect(value).toEqual(expected);
    // A second at most, on a machine that is not busy with other work. What is copied would be more than the request may visit, too.
    expect(milliseconds).toBeLessThan(5_000);
  });
});

describe('lists that grow out of one list', () => {
  const long = Array.from({ length: 100 }, (_, i) => i);
  const base: Nodes = {
    base: call('List.add', { list: constant(long), element: constant('base') }),
    left: call('List.add', { list: { valueReference: 'base' }, element: constant('left') }),
    right: call('List.cat', { list: { valueReference: 'base' }, other: constant(['right', 1]) }),
  };
  const [left, right, root] = ['left', 'right', 'base'].map((key): Json => ({ valueReference: key }));

  it('do not change each other', async () => {
    expect(await answer(list(left, right, root), base)).toEqual([
      [...long, 'base', 'left'],
      [...long, 'base', 'right', 1],
      [...long, 'base'],
    ]);
    expect(await answer(call('List.cat', { list: left, other: left }), base)).toEqual(
      [...long, 'base', 'left'].flatMap((_, i, all) => [...all, ...all].slice(i * 2, i * 2 + 2)),
    );
  });

  it.each<[string, Json, Value]>([
    ['equality', call('IsEqual', { left, right: constant([...long, 'base', 'left']) }), true],
    ['the end of a slice', call('List.slice', { list: right, start: constant(-3) }), ['base', 'right', 1]],
    ['sizes', list(...[left, right, root].map((grown) => call('List.size', { list: grown }))), [102, 103, 101]],
    [
      'elements within lists',
      call('List.flatten', { list: list(left, right) }),
      [...long, 'base', 'left', ...long, 'base', 'right', 1],
    ],
    ['searches', call('List.indexOf', { list: right, element: constant('right') }), 101],
    ['positions beyond the end', call('List.contains', { list: root, element: constant('left') }), false],
    [
      'numbers',
      call('List.reduce', {
        list: call('List.add', { list: constant(long), element: constant(50) }),
        reducer: call('Reducer.sum', {}),
      }),
      5000,
    ],
    [
      'arrays',
      call('Array.length', {
        array: call('Array', { values: call('List.add', { list: constant(long), element: constant(50) }) }),
      }),
      [101],
    ],
    [
      'sorted',
      call('List.get', {
        list: call('List.sort', { list: call('List.add', { list: constant(long), element: constant(-1) }) }),
        index: constant(0),
      }),
      -1,
    ],
  ])('%s', async (_, node, expected) => {
    expect(await answer(node, base)).toEqual(expected);
  });

  it('are as dictionaries', async () => {
    const hundred = Object.fromEntries(long.map((i) => [`k${i}`, i]));
    const set = (dictionary: Json, key: string, value: number) =>
      call('Dictionary.set', { dictionary, key: constant(key), value: constant(value) });
    const values = {
      base: set(constant(hundred), 'base', 1),
      left: set({ valueReference: 'base' }, 'left', 2),
      right: set({ valueReference: 'base' }, 'right', 3),
      again: set({ valueReference: 'left' }, 'base', 4),
    };
    expect(await answer(list(left, right, root, { valueReference: 'again' }), values)).toEqual([
      { ...hundred, base: 1, left: 2 },
      { ...hundred, base: 1, right: 3 },
      { ...hundred, base: 1 },
      { ...hundred, base: 4, left: 2 },
    ]);
    const sizes = [left, root].map((dictionary) => call('Dictionary.size', { dictionary }));
    expect(await answer(list(...sizes), values)).toEqual([102, 101]);
    const has = call('Dictionary.contains', { dictionary: root, key: constant('left') });
    expect(await answer(has, values)).toBe(false);
    const equal = call('IsEqual', { left, right: constant({ ...hundred, base: 1, left: 2 }) });
    expect(await answer(equal, values)).toBe(true);
  });

  it('count what is copied where many grow out of one', async () => {
    const values = {
      start: iterate(constant([]), 'grow'),
      grow: call('List.add', { list: acc, element: x }),
      again: call('If', {
        condition: call('List.size', { list: call('List.add', { list: { valueReference: 'start' }, element: x }) }),
        trueCase: acc,
      }),
    };
    expect(await answer(iterate(constant(0), 'again'), values)).toBe('Computation timed out.');
  });
});
