import { describe, expect, it } from 'vitest';
import type { Context } from '../algorithms/context.ts';
import { invalid, isServiceError } from '../errors.ts';
import type { Json } from '../values/value.ts';
import { call, constant, evaluateLanguage, languageContext } from './language.testing.ts';

/** What a request may take here: less than the service's limits, which are those of `jobContext`. */
const MILLISECONDS = 2_000;
const ELEMENTS = 20_000_000;
/** How long an answer may take on a machine that does other things as well. */
const PATIENCE = 20_000;

type Nodes = { [key: string]: Json };

function limited(): Context {
  const end = performance.now() + MILLISECONDS;
  let elements = 0;
  let claimed = 0;
  return {
    ...languageContext,
    pixels: {
      ...languageContext.pixels,
      claim(bytes) {
        claimed += bytes;
        if (claimed > 500_000_000) throw invalid('User memory limit exceeded.');
        return () => {
          claimed -= bytes;
        };
      },
    },
    spend(count) {
      elements += count;
      if (elements > ELEMENTS || performance.now() > end) throw invalid('Computation timed out.');
    },
  };
}

/** The value, or the words of the error that the caller is told. Other errors are thrown. */
async function answer(node: Json, values: Nodes = {}): Promise<unknown> {
  const start = performance.now();
  try {
    return await evaluateLanguage(node, values, limited());
  } catch (error) {
    if (isServiceError(error)) return error.message;
    // The worker answers these by "User memory limit exceeded."
    if (error instanceof RangeError) return 'User memory limit exceeded.';
    throw error;
  } finally {
    expect(performance.now() - start).toBeLessThan(PATIENCE);
  }
}

const reference = (key: string | number): Json => ({ valueReference: String(key) });
const argument = (name: string): Json => ({ argumentReference: name });
const list = (...values: Json[]): Json => ({ arrayValue: { values } });

/** Nodes '0', '1', …, each made from the one before. */
function chain(length: number, first: Json, next: (before: Json) => Json): Nodes {
  const values: Nodes = { '0': first };
  for (let i = 1; i <= length; i++) values[i] = next(reference(i - 1));
  return values;
}

/** A function of one argument whose body is a node. */
function mapped(body: string): Json {
  return { functionDefinitionValue: { argumentNames: ['x'], body } };
}

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
    ['nested lists made flat', call('List.flatten', { list: reference(60) }), lists, /List\.flatten|timed out/],
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
    const actual = await answer(node, values);
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
      /^Computation timed out\.$/,
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
  ])('%s', { timeout: 30_000 }, async (_, first, next, last, expected) => {
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

describe('large lists', () => {
  const MILLION = 1_000_000;
  const numbers = call('List.sequence', { start: constant(MILLION), step: constant(-1), count: constant(MILLION) });
  const sent = constant(Array.from({ length: MILLION }, (_, i) => (i * 7919) % MILLION));
  const size = (of: Json) => call('List.size', { list: of });

  it.each<[string, Json, unknown]>([
    ['sorted', call('List.get', { list: call('List.sort', { list: numbers }), index: constant(0) }), 1],
    ['sent and sorted', call('List.get', { list: call('List.sort', { list: sent }), index: constant(5) }), 5],
    [
      'sorted by texts',
      call('List.get', {
        list: call('List.sort', {
          list: numbers,
          keys: call('List.map', { list: numbers, baseAlgorithm: constant('String') }),
        }),
        index: constant(0),
      }),
      1,
    ],
    ['mapped', size(call('List.map', { list: numbers, baseAlgorithm: constant('Number.abs') })), MILLION],
    ['distinct', size(call('List.distinct', { list: numbers })), MILLION],
    ['without some', size(call('List.removeAll', { list: numbers, other: numbers })), 0],
    ['reversed', size(call('List.reverse', { list: numbers })), MILLION],
    ['reduced', call('List.reduce', { list: numbers, reducer: call('Reducer.count', {}) }), MILLION],
    ['zipped', size(call('List.zip', { list: numbers, other: numbers })), MILLION],
    ['as an array', call('Array.length', { array: call('Array', { values: numbers }) }), [MILLION]],
  ])('a million numbers %s', { timeout: 30_000 }, async (_, node, expected) => {
    expect(await answer(node)).toEqual(expected);
  });

  it.each<[string, Json, RegExp]>([
    [
      'List.repeat',
      call('List.repeat', { value: constant(0), count: constant(1e12) }),
      /^List\.repeat: The list would/,
    ],
    ['List.repeat without end', call('List.repeat', { value: constant(0), count: constant(1e308) }), /^List\.repeat: /],
    ['List.sequence', call('List.sequence', { start: constant(0), end: constant(1e15) }), /^List\.sequence: The list/],
    ['List.repeat again and again', reference(20), /^Computation timed out/],
    [
      'Array.repeat',
      call('Array.repeat', { array: constant([1]), axis: constant(0), copies: constant(1e12) }),
      /^Array\.repeat: /,
    ],
    ['Array.identity', call('Array.identity', { size: constant(1e6) }), /^Array\.identity: The array would have/],
    [
      'Array.pad',
      call('Array.pad', { array: constant([1]), lengths: constant([1e12]) }),
      /^Array\.pad: The array would have/,
    ],
    ['Kernel.square', call('Kernel.square', { radius: constant(1e9) }), /^Kernel\.square: The kernel would have/],
    ['Kernel.gaussian', call('Kernel.gaussian', { radius: constant(1e300) }), /^Kernel\.gaussian: The kernel would/],
    [
      'Image.constant',
      call('Image.constant', { value: call('List.repeat', { value: constant(1), count: constant(1e7) }) }),
      /^Image\.constant: The image would have/,
    ],
    ['Image.addBands', reference('bands60'), /^Image\.addBands: The image would have/],
    [
      'Number.format',
      call('Number.format', { number: constant(1), pattern: constant('%2000000000d') }),
      /^Number\.format: /,
    ],
    [
      'Array.matrixMultiply',
      call('Array.matrixMultiply', {
        left: call('Array.identity', { size: constant(3000) }),
        right: call('Array.identity', { size: constant(3000) }),
      }),
      /^Array\.matrixMultiply: The matrix is too large/,
    ],
  ])('%s of too many', { timeout: 30_000 }, async (_, node, message) => {
    const values = chain(20, constant(0), (value) => call('List.repeat', { value, count: constant(9_999_999) }));
    values['bands0'] = call('Image.constant', { value: constant(1) });
    for (let i = 1; i <= 60; i++) {
      const before = reference(`bands${i - 1}`);
      values[`bands${i}`] = call('Image.addBands', { dstImg: before, srcImg: before });
    }
    expect(await answer(node, values)).toMatch(message);
  });
});

describe('regular expressions that make others run for ever', () => {
  const text = constant('a'.repeat(50_000));
  const patterns = ['(a+)+$', '(a|aa)*b', '(a|a)*b', '(.*)*x', '((a*)*)*b', '(a{0,100}){0,10}b'];
  const takers: [string, (regex: string) => Json][] = [
    ['String.match', (regex) => call('String.match', { input: text, regex: constant(regex) })],
    ['String.match g', (regex) => call('String.match', { input: text, regex: constant(regex), flags: constant('g') })],
    [
      'String.replace',
      (regex) =>
        call('String.replace', {
          input: text,
          regex: constant(regex),
          replacement: constant('b'),
          flags: constant('g'),
        }),
    ],
    ['String.split', (regex) => call('String.split', { string: text, regex: constant(regex) })],
    [
      'Image.select',
      (regex) =>
        call('Image.select', {
          input: call('Image.rename', { input: constant(1), names: list(text) }),
          bandSelectors: list(constant(regex)),
        }),
    ],
    [
      'Feature.select',
      (regex) => {
        const metadata: Json = { dictionaryValue: { values: { ['a'.repeat(50_000)]: constant(1) } } };
        return call('Feature.select', {
          input: call('Feature', { metadata }),
          propertySelectors: list(constant(regex)),
        });
      },
    ],
    [
      'Dictionary.select',
      (regex) => {
        const dictionary: Json = { dictionaryValue: { values: { ['a'.repeat(50_000)]: constant(1) } } };
        return call('Dictionary.select', {
          dictionary,
          selectors: list(constant(regex)),
          ignoreMissing: constant(true),
        });
      },
    ],
  ];

  it.each(takers.flatMap(([name, node]) => patterns.map((regex) => [name, regex, node(regex)] as const)))(
    '%s of %s',
    async (_, __, node) => {
      expect(await answer(node)).toBeDefined();
    },
  );

  it('whose every search runs to the end', { timeout: 30_000 }, async () => {
    const node = call('String.match', { input: text, regex: constant('a*b|a'), flags: constant('g') });
    expect(await answer(node)).toBe('Computation timed out.');
  });

  it.each([['(a{1000}){1000}'], ['(?=a)'], ['(a)\\1'], ['['], ['('.repeat(20_000)]])('refuses %s', async (regex) => {
    const node = call('String.match', { input: text, regex: constant(regex) });
    expect(await answer(node)).toMatch(/^String\.match: /);
  });
});

describe('JSON', () => {
  function nested(depth: number): Json {
    return JSON.parse(`${'['.repeat(depth)}1${']'.repeat(depth)}`) as Json;
  }

  it('refuses constants that are nested too deep', async () => {
    expect(await answer(constant(nested(1_000)))).toMatch('a constant is nested deeper than 400 levels');
    expect(await answer(constant(nested(390)))).toEqual(nested(390));
  });

  it('refuses texts of JSON that are nested too deep', async () => {
    const text = '['.repeat(100_000) + ']'.repeat(100_000);
    expect(await answer(call('String.decodeJSON', { string: constant(text) }))).toMatch(/nested deeper|JSON|memory/);
  });

  it('takes keys that mean something to JavaScript for keys', async () => {
    const odd = JSON.parse('{"__proto__": {"a": 1}, "constructor": 2, "toString": 3}') as Json;
    expect(JSON.stringify(await answer(constant(odd)))).toBe('{"__proto__":{"a":1},"constructor":2,"toString":3}');
    const dictionary = JSON.parse('{"dictionaryValue": {"values": {"__proto__": {"constantValue": 1}}}}') as Json;
    expect(JSON.stringify(await answer(dictionary))).toBe('{"__proto__":1}');
    expect(await answer(call('__proto__', {}))).toMatch("Unknown function '__proto__'");
    expect(await answer(reference('__proto__'))).toMatch("no value with the key '__proto__'");
  });
});

describe('cycles', () => {
  it.each<[string, Nodes]>([
    ['of references', { a: reference('b'), b: reference('a') }],
    [
      'of calls',
      { a: call('Number.abs', { input: reference('b') }), b: call('Number.abs', { input: reference('a') }) },
    ],
    ['through lists', { a: list(constant(1), reference('b')), b: list(reference('a')) }],
    ['through dictionaries', { a: { dictionaryValue: { values: { b: reference('a') } } } }],
    ['through functions', { a: call('List.map', { list: constant([1]), baseAlgorithm: mapped('a') }) }],
    ['through what is called', { a: { functionInvocationValue: { functionReference: 'a', arguments: {} } } }],
  ])('%s', async (_, values) => {
    expect(await answer(reference('a'), values)).toBe('Invalid expression: a value refers to itself.');
  });

  it('a function that is given itself', async () => {
    // (x => x(x))(x => x(x))
    const values = {
      self: { functionInvocationValue: { functionReference: 'x', arguments: { x: argument('x') } } },
      x: argument('x'),
      f: mapped('self'),
    };
    const node = { functionInvocationValue: { functionReference: 'f', arguments: { x: reference('f') } } };
    expect(await answer(node, values)).toBe('Functions are nested deeper than 100 levels.');
  });
});
