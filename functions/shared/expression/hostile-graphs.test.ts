import { describe, expect, it } from 'vitest';
import type { Json } from '../values/value.ts';
import { answer, argument, chain, list, mapped, type Nodes, reference } from './hostile.testing.ts';
import { call, constant } from './language.testing.ts';

describe('sharing: 60 nodes that stand for 2^60', () => {
  const doubled = (first: Json, next: (before: Json) => Json) => chain(60, first, next);
  const lists = doubled(list(constant(1)), (before) => list(before, before));
  const others = Object.fromEntries(
    Object.entries(doubled(list(constant(1)), (before) => list(before, before))).map(([key, node]) => [
      `other${key}`,
      JSON.parse(JSON.stringify(node).replaceAll('"valueReference":"', '"valueReference":"other')) as Json,
    ]),
  );
  const twins: Nodes = { ...lists, ...others };

  it.each<[string, Json, Nodes, unknown]>([
    [
      'numbers',
      reference(60),
      doubled(constant(1), (before) => call('Number.add', { left: before, right: before })),
      2 ** 60,
    ],
    [
      'texts',
      reference(60),
      doubled(constant('a'), (before) => call('String.cat', { string1: before, string2: before })),
      /^String\.cat: The text would have \d+ characters; at most/,
    ],
    [
      'lists put together',
      reference(60),
      doubled(constant([1]), (before) => call('List.cat', { list: before, other: before })),
      /^(List\.cat: The list would have \d+ elements; at most|Computation timed out)/,
    ],
    [
      'arrays put together',
      reference(60),
      doubled(constant([1]), (before) => call('Array.cat', { arrays: list(before, before), axis: constant(0) })),
      /^Array\.cat: The array would have \d+ elements; at most/,
    ],
    [
      'collections put together',
      call('Collection.size', { collection: reference(60) }),
      doubled(call('Collection', { features: list(call('Feature', {})) }), (before) =>
        call('Collection.merge', { collection1: before, collection2: before }),
      ),
      /Computation timed out|User memory limit|Recursion/,
    ],
    ['a reply of nested lists', reference(60), lists, 'Computed value is too large.'],
    ['a text of nested lists', call('String', { input: reference(60) }), lists, 'Computed value is too large.'],
    ['their JSON', call('String.encodeJSON', { object: reference(60) }), lists, 'Computed value is too large.'],
    [
      'nested lists made flat',
      call('List.flatten', { list: reference(60) }),
      lists,
      /^List\.flatten: The list would have \d+ elements; at most/,
    ],
    [
      'nested lists of nothing made flat',
      call('List.flatten', { list: reference(60) }),
      doubled(list(), (before) => list(before, before)),
      [],
    ],
    [
      'a reply of dictionaries',
      reference(60),
      doubled(constant({}), (before) => ({ dictionaryValue: { values: { a: before, b: before } } })),
      'Computed value is too large.',
    ],
    [
      'a reply of features within features',
      reference(60),
      doubled(call('Feature', {}), (before) =>
        call('Feature', { metadata: { dictionaryValue: { values: { a: before, b: before } } } }),
      ),
      'Computed value is too large.',
    ],
    [
      'a reply of a feature with such a property',
      call('Feature', { metadata: { dictionaryValue: { values: { a: reference(60) } } } }),
      lists,
      'Computed value is too large.',
    ],
    [
      'a text of such lists, joined',
      call('List.join', { list: list(reference(20), reference(60)) }),
      lists,
      'Computed value is too large.',
    ],
    [
      'texts that are long together, joined',
      call('List.join', { list: call('List.repeat', { value: reference(20), count: constant(100_000) }) }),
      lists,
      /^List\.join: The text would have \d+ characters; at most/,
    ],
    [
      'a reply of long texts',
      call('List.repeat', { value: reference(20), count: constant(1_000) }),
      doubled(constant('a'), (before) => call('String.cat', { string1: before, string2: before })),
      'Computed value is too large.',
    ],
    ['nested lists as an array', call('Array', { values: reference(60) }), lists, /^Array: /],
    ['equality of nested lists', call('IsEqual', { left: reference(60), right: reference('other60') }), twins, true],
    [
      'a search for nested lists',
      call('List.indexOf', { list: list(reference('other59'), reference('other60')), element: reference(60) }),
      twins,
      1,
    ],
    [
      'nested lists sorted',
      call('List.size', { list: call('List.sort', { list: list(reference(60), reference('other60')) }) }),
      twins,
      2,
    ],
    [
      'functions that call each other twice',
      { functionInvocationValue: { functionReference: 'f60', arguments: { x: constant(1) } } },
      Object.fromEntries(
        Array.from({ length: 60 }, (_, i): [string, Json][] => {
          const inner = (x: Json): Json => ({
            functionInvocationValue: { functionReference: `f${i}`, arguments: { x } },
          });
          return [
            [`body${i + 1}`, i === 0 ? argument('x') : inner(inner(argument('x')))],
            [`f${i + 1}`, mapped(`body${i + 1}`)],
          ];
        }).flat(),
      ),
      /Computation timed out|nested deeper than/,
    ],
  ])('%s', async (_, node, values, expected) => {
    const start = performance.now();
    const runsOut = expected instanceof RegExp && expected.test('Computation timed out.');
    const actual = await answer(node, values, runsOut ? 300 : 2_000);
    if (actual === 'Computed value is too large.') expect(performance.now() - start).toBeLessThan(1_000);
    if (expected instanceof RegExp) expect(actual).toMatch(expected);
    else expect(actual).toEqual(expected);
  });
});

describe('chains of 50,000 nodes', () => {
  const LENGTH = 50_000;
  const feature = call('Feature', { metadata: constant({ a: 1 }) });
  const collection = call('Collection', { features: list(feature) });
  const TOO_DEEP = /may be nested at most|nested deeper/;

  it.each<[string, Json, (before: Json) => Json, (last: Json) => Json, unknown]>([
    ['numbers', constant(0), (left) => call('Number.add', { left, right: constant(1) }), (last) => last, LENGTH],
    ['lists in lists', constant(0), (before) => list(before), (last) => last, /nested deeper than 400/],
    [
      'their equality',
      constant(0),
      (before) => list(before),
      (last) => call('IsEqual', { left: last, right: list(last) }),
      /nested deeper than 400/,
    ],
    [
      'dictionaries in dictionaries',
      constant(0),
      (before) => ({ dictionaryValue: { values: { a: before } } }),
      (last) => last,
      /nested deeper than 400/,
    ],
    [
      'lists that grow',
      constant([]),
      (before) => call('List.add', { list: before, element: constant(1) }),
      (last) => call('List.size', { list: last }),
      LENGTH,
    ],
    [
      'texts',
      constant(''),
      (before) => call('String.cat', { string1: before, string2: constant('a') }),
      (last) => call('String.length', { string: last }),
      LENGTH,
    ],
    [
      'features',
      feature,
      (object) => call('Element.set', { object, key: constant('b'), value: constant(2) }),
      (last) => call('Element.get', { object: last, property: constant('b') }),
      2,
    ],
    [
      'images',
      call('Image.constant', { value: constant(1) }),
      (image1) => call('Image.add', { image1, image2: constant(1) }),
      (last) => call('Image.bandNames', { image: last }),
      ['constant'],
    ],
    [
      'collections of collections',
      collection,
      (before) => call('Collection.map', { collection: before, baseAlgorithm: mapped('body') }),
      (last) => call('Collection.size', { collection: last }),
      TOO_DEEP,
    ],
    [
      'filtered collections',
      collection,
      (before) => call('Collection.filter', { collection: before, filter: reference('filter') }),
      (last) => call('Collection.size', { collection: last }),
      TOO_DEEP,
    ],
    [
      'filters of filters',
      reference('filter'),
      (filter) => call('Filter.not', { filter }),
      (filter) => call('Collection.size', { collection: call('Collection.filter', { collection, filter }) }),
      TOO_DEEP,
    ],
    [
      'reducers of reducers',
      call('Reducer.count', {}),
      (reducer) => call('Reducer.unweighted', { reducer }),
      (reducer) => call('List.reduce', { list: constant([1, 2]), reducer }),
      TOO_DEEP,
    ],
    [
      'features within features',
      feature,
      (value) => call('Element.set', { object: feature, key: constant('b'), value }),
      (last) => last,
      /nested deeper than 400/,
    ],
    ['alternatives', constant(1), (trueCase) => call('If', { condition: constant(true), trueCase }), (last) => last, 1],
  ])('%s', async (_, first, next, last, expected) => {
    const values = {
      ...chain(LENGTH, first, next),
      body: argument('x'),
      filter: call('Filter.eq', { leftField: constant('a'), rightValue: constant(1) }),
    };
    const actual = await answer(last(reference(LENGTH)), values);
    if (expected instanceof RegExp) expect(actual).toMatch(expected);
    else expect(actual).toEqual(expected);
  });

  it('functions in functions', async () => {
    const values: Nodes = { '0': argument('x') };
    for (let i = 1; i <= LENGTH; i++) {
      values[i] = call('List.map', { list: constant([1]), baseAlgorithm: mapped(String(i - 1)) });
    }
    expect(await answer(reference(LENGTH), values)).toMatch(/nested deeper than 100 levels|is not bound here/);
  });

  it('references to references', async () => {
    expect(
      await answer(
        reference(LENGTH),
        chain(LENGTH, constant(7), (before) => before),
      ),
    ).toBe(7);
  });
});
