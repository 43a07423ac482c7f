import { describe, expect, it } from 'vitest';
import type { Json } from '../values/value.ts';
import { answer, argument, chain, list, mapped, type Nodes, reference } from './hostile.testing.ts';
import { call, constant } from './language.testing.ts';

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
  ])('a million numbers %s', async (_, node, expected) => {
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
  ])('%s of too many', async (_, node, message) => {
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

  it('whose every search runs to the end', async () => {
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
