import { describe, expect, it } from 'vitest';
import type { Json } from '../values/value.ts';
import { call, constant, evaluateLanguage } from './language.testing.ts';

const x: Json = { argumentReference: 'x' };
const reference = (key: string): Json => ({ valueReference: key });

describe('Evaluator', () => {
  it('evaluates a chain of 50,000 nodes without overflowing the stack', async () => {
    const values: { [key: string]: Json } = { '0': constant(0) };
    for (let i = 1; i <= 50_000; i++) {
      values[i] = call('Number.add', { left: reference(String(i - 1)), right: constant(1) });
    }
    expect(await evaluateLanguage(reference('50000'), values)).toBe(50_000);
  });

  it('evaluates shared nodes once: 2^60 paths through 60 nodes', async () => {
    const values: { [key: string]: Json } = { '0': constant(1) };
    for (let i = 1; i <= 60; i++) {
      values[i] = call('Number.add', { left: reference(String(i - 1)), right: reference(String(i - 1)) });
    }
    expect(await evaluateLanguage(reference('60'), values)).toBe(2 ** 60);
  });

  it('sees the arguments of enclosing functions, and shared nodes anew for each binding', async () => {
    // [1, 2].map(x => [10, 20].map(y => x * x + y))
    const values: { [key: string]: Json } = {
      square: call('Number.multiply', { left: x, right: x }),
      inner: call('Number.add', { left: reference('square'), right: { argumentReference: 'y' } }),
      outer: call('List.map', {
        list: constant([10, 20]),
        baseAlgorithm: { functionDefinitionValue: { argumentNames: ['y'], body: 'inner' } },
      }),
    };
    const result = call('List.map', {
      list: constant([1, 2]),
      baseAlgorithm: { functionDefinitionValue: { argumentNames: ['x'], body: 'outer' } },
    });
    expect(await evaluateLanguage(result, values)).toEqual([
      [11, 21],
      [14, 24],
    ]);
  });

  it('takes the name of a built-in for a function', async () => {
    const mapped = call('List.map', { list: constant([-1, 2]), baseAlgorithm: constant('Number.abs') });
    expect(await evaluateLanguage(mapped)).toEqual([1, 2]);
  });

  it('evaluates only the alternative of If that is chosen', async () => {
    const failing = call('List.get', { list: constant([]), index: constant(0) });
    const choice = call('If', { condition: constant(true), trueCase: constant('a'), falseCase: failing });
    expect(await evaluateLanguage(choice)).toBe('a');
  });

  it('iterates with the result of the step before', async () => {
    const sum = call('Number.add', { left: x, right: { argumentReference: 'sum' } });
    const iterate = call('List.iterate', {
      list: constant([1, 2, 3]),
      first: constant(10),
      function: { functionDefinitionValue: { argumentNames: ['x', 'sum'], body: 'sum' } },
    });
    expect(await evaluateLanguage(iterate, { sum })).toBe(16);
  });

  it.each([
    ['an unknown function', call('Number.nonsense', {}), /Unknown function 'Number.nonsense'/],
    [
      'what there is no way to do',
      call('FeatureCollection.runBigQuery', { query: constant('SELECT 1') }),
      /^Unknown function 'FeatureCollection\.runBigQuery'\..* export the result of the query to a file/,
    ],
    ['a missing argument', call('Number.add', { left: constant(1) }), /^Number.add: Parameter 'right' is required\.$/],
    [
      'a null argument',
      call('Number.add', { left: constant(1), right: constant(null) }),
      /Parameter 'right' is required/,
    ],
    [
      'a wrong type',
      call('Number.add', { left: constant(1), right: constant('two') }),
      /^Number.add, argument 'right': Invalid type\.\nExpected type: Number\.\nActual type: String\.\nActual value: two$/,
    ],
    [
      'a surplus argument',
      call('Number.abs', { input: constant(1), more: constant(1) }),
      /Unrecognized arguments: more/,
    ],
    ['an unbound argument', x, /argument 'x' is not bound/],
    ['a reference to nowhere', reference('nowhere'), /no value with the key 'nowhere'/],
    ['a node of two kinds', { constantValue: 1, argumentReference: 'x' }, /exactly one of/],
    ['a node that is no object', 7, /a node must be an object/],
    ['a reference to itself', reference('result'), /refers to itself/],
    ['an integer beyond 64 bits', { integerValue: '99999999999999999999' }, /64 bits/],
  ])('refuses %s', async (_, node, message) => {
    await expect((async () => evaluateLanguage(node as Json))()).rejects.toThrow(message as RegExp);
  });

  it('refuses cycles', async () => {
    const values = {
      a: call('Number.abs', { input: reference('b') }),
      b: call('Number.abs', { input: reference('a') }),
    };
    await expect((async () => evaluateLanguage(reference('a'), values))()).rejects.toThrow('refers to itself');
  });
});
