import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LimitError } from '../../errors.ts';
import { decodeExpression } from '../../expression/decode.ts';
import { Evaluator } from '../../expression/evaluate.ts';
import { call, constant, evaluateLanguage, languageContext } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';
import { REGISTRY } from '../registry.ts';

type Arguments = { [name: string]: Json };

const run = (name: string, args: Arguments): Promise<Json> => evaluateLanguage(exampleNode(name, args));
const feature = (properties: Arguments): Json => $call('Feature', { metadata: properties });
const collection = (...rows: Arguments[]): Json => $call('Collection', { features: rows.map(feature) });
const column = (from: Json, property: string): Promise<Json> =>
  run('AggregateFeatureCollection.array', { collection: from, property });

describe('select', () => {
  const selected = (propertySelectors: string[], newProperties: string[]) =>
    run('Feature.select', { input: feature({ a: 1, b1: 5, b2: 6 }), propertySelectors, newProperties });

  it('gives new names to what patterns match, in their order', async () => {
    expect(await selected(['b.'], ['x', 'y'])).toMatchObject({ properties: { x: 5, y: 6 } });
    expect(await selected(['missing', 'b.', 'a'], ['m', 'x', 'y', 'z'])).toMatchObject({
      properties: { x: 5, y: 6, z: 1 },
    });
  });

  it('takes as many new names as there are properties', async () => {
    await expect(selected(['b.'], ['x'])).rejects.toThrow('Got 1 new names for 2 properties.');
  });
});

describe('indexes of elements', () => {
  const two = $call('Collection', { features: [feature({ a: 1 }), feature({ 'system:index': 'x' })] });

  it('are places, unless elements have one', async () => {
    expect(await column(two, 'system:index')).toEqual(['0', 'x']);
  });

  it('say which collection merged elements come from', async () => {
    const merged = $call('Collection.merge', { collection1: two, collection2: collection({ a: 2 }) });
    expect(await column(merged, 'system:index')).toEqual(['1_0', '1_x', '2_0']);
    const nested = $call('Collection', { features: [two, collection({ a: 2 })] });
    expect(await column($call('Collection.flatten', { collection: nested }), 'system:index')).toEqual([
      '0_0',
      '0_x',
      '1_0',
    ]);
  });

  it('stay what they are under a mapped function', async () => {
    const body = call('Feature', { metadata: constant({ b: 1 }) });
    const node = {
      functionInvocationValue: {
        functionName: 'Collection.map',
        arguments: {
          collection: exampleNode('Collection.limit', { collection: two, key: 'a', ascending: false }),
          baseAlgorithm: { functionDefinitionValue: { argumentNames: ['f'], body: 'body' } },
        },
      },
    };
    expect(await evaluateLanguage(node, { body })).toEqual({
      type: 'FeatureCollection',
      columns: {},
      features: ['0', 'x'].map((id) => ({ type: 'Feature', geometry: null, id, properties: { b: 1 } })),
    });
  });
});

describe('parts of collections', () => {
  const rows = collection({ a: 2, b: 'x' }, { a: 1, b: 'y' }, { a: 2, b: 'z' }, { b: 'w' });

  it('limit sorts by a property, and keeps the order of equal ones', async () => {
    const sorted = (args: Arguments): Promise<Json> =>
      column($call('Collection.limit', { collection: rows, ...args }), 'b');
    expect(await sorted({ key: 'a', ascending: false })).toEqual(['x', 'z', 'y', 'w']);
    expect(await sorted({ key: 'a', ascending: false, limit: 2 })).toEqual(['x', 'z']);
    expect(await sorted({ limit: 1 })).toEqual(['x']);
  });

  it('distinct keeps the first of each', async () => {
    const distinct = (properties: Json): Promise<Json> =>
      column($call('Collection.distinct', { collection: rows, properties }), 'b');
    expect(await distinct('a')).toEqual(['x', 'y', 'w']);
    expect(await distinct(['a', 'b'])).toEqual(['x', 'y', 'z', 'w']);
  });

  it('first is null where there is none', async () => {
    expect(await run('Collection.first', { collection: collection() })).toBeNull();
  });

  it('toList and limit take what they are asked for', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(6), fc.nat(6), async (offset, count) => {
        const elements = (await run('Collection.toList', { collection: rows, count, offset })) as { id: string }[];
        expect(elements.map(({ id }) => id)).toEqual(['0', '1', '2', '3'].slice(offset, offset + count));
      }),
    );
  });

  it('a reply holds 5,000 elements', async () => {
    const columns = (size: number): Json => [Array.from({ length: size }, (_, i) => i)];
    await expect(run('Collection.fromColumns', { columns: columns(5001), propertyNames: ['a'] })).rejects.toThrow(
      'Collection query aborted after accumulating over 5000 elements.',
    );
    const many = $call('Collection.fromColumns', { columns: columns(5001), propertyNames: ['a'] });
    expect(await run('Collection.size', { collection: many })).toBe(5001);
  });
});

describe('reduceColumns', () => {
  const rows = collection({ a: 1, b: 10, w: 1 }, { a: 3, b: 30, w: 3 }, { a: 5 });

  it('weighs values, and leaves out elements without one', async () => {
    const args = { collection: rows, reducer: $call('Reducer.mean', {}), selectors: ['a'] };
    expect(await run('Collection.reduceColumns', args)).toEqual({ mean: 3 });
    expect(await run('Collection.reduceColumns', { ...args, weightSelectors: ['w'] })).toEqual({ mean: 2.5 });
  });

  it('asks for a selector for each input', async () => {
    const args = { collection: rows, reducer: $call('Reducer.linearFit', {}), selectors: ['a'] };
    await expect(run('Collection.reduceColumns', args)).rejects.toThrow(
      'Collection.reduceColumns: Need 2 inputs for the reducer linearFit. Got 1 selectors.',
    );
  });
});

describe('randomColumn', () => {
  const columns = [Array.from({ length: 4000 }, (_, i) => i)];
  const many = $call('Collection.fromColumns', { columns, propertyNames: ['a'] });
  const random = (args: Arguments): Promise<number[]> =>
    column($call('Collection.randomColumn', { collection: many, ...args }), 'random') as Promise<number[]>;
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

  it('follows from the seed', async () => {
    expect(await random({ seed: 1 })).toEqual(await random({ seed: 1 }));
    expect(await random({ seed: 1 })).not.toEqual(await random({ seed: 2 }));
  });

  it('is uniform from 0 to 1, or normal', async () => {
    const uniform = await random({});
    expect(uniform.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(Math.abs(mean(uniform) - 0.5)).toBeLessThan(0.02);
    const tenths = new Array<number>(10).fill(0);
    for (const value of uniform) tenths[Math.floor(value * 10)]++;
    expect(Math.min(...tenths)).toBeGreaterThan(320);
    const normal = await random({ distribution: 'normal' });
    expect(Math.abs(mean(normal))).toBeLessThan(0.06);
    expect(Math.abs(mean(normal.map((value) => value * value)) - 1)).toBeLessThan(0.1);
  });
});

describe('hostile shapes', () => {
  /** The value of key n, each made of the one before. */
  const chain = (length: number, first: Json, next: (before: Json) => Json): Promise<Json> => {
    const values: { [key: string]: Json } = { v0: first };
    for (let i = 1; i < length; i++) values[`v${i}`] = next({ valueReference: `v${i - 1}` });
    return evaluateLanguage(next({ valueReference: `v${length - 1}` }), values);
  };
  const empty = call('Collection', { features: constant([]) });
  const always = call('Filter.always', {});
  const sum = call('Reducer.sum', {});

  it.each<[string, Json, (before: Json) => Json, RegExp]>([
    [
      'merges',
      empty,
      (c) => call('Collection.merge', { collection1: c, collection2: empty }),
      /Collections may be nested/,
    ],
    [
      'filters of collections',
      empty,
      (collection) => call('Collection.filter', { collection, filter: always }),
      /nested/,
    ],
    ['negations', always, (filter) => call('Filter.not', { filter }), /Filters may be nested at most 500 deep/],
    ['groups', sum, (reducer) => call('Reducer.group', { reducer }), /Reducers may be nested at most 500 deep/],
  ])('50,000 %s are refused', async (_, first, next, message) => {
    await expect(chain(50_000, first, next)).rejects.toThrow(message);
  });

  it.each<[string, Json, (before: Json) => Json, RegExp]>([
    ['filters', always, (f) => call('Filter.and', { filters: { arrayValue: { values: [f, f] } } }), /100000 parts/],
    [
      'reducers',
      sum,
      (reducer1) => call('Reducer.combine', { reducer1, reducer2: reducer1, sharedInputs: constant(true) }),
      /at most 10000 outputs/,
    ],
  ])('%s of twice themselves, 60 times over, are refused', async (_, first, next, message) => {
    await expect(chain(60, first, next)).rejects.toThrow(message);
  });

  it('400 filters one behind the other pass', async () => {
    const filter = (collection: Json): Json => call('Collection.filter', { collection, filter: always });
    expect(await chain(400, empty, filter)).toEqual({ type: 'FeatureCollection', columns: {}, features: [] });
  });

  it('empty collections merged with themselves spend the budget', async () => {
    let spent = 0;
    const context = {
      ...languageContext,
      spend(elements: number): void {
        spent += elements;
        if (spent > 100_000) throw new Error('spent');
      },
    };
    const values: { [key: string]: Json } = { v0: empty };
    for (let i = 1; i <= 60; i++) {
      const half = { valueReference: `v${i - 1}` };
      values[`v${i}`] = call('Collection.merge', { collection1: half, collection2: half });
    }
    const root = decodeExpression({
      result: 'size',
      values: { ...values, size: call('Collection.size', { collection: { valueReference: 'v60' } }) },
    });
    await expect((async () => new Evaluator(REGISTRY, context).evaluate(root))()).rejects.toThrow('spent');
  });
});

describe('errors of elements', () => {
  it.each<[string, Arguments]>([
    ['Collection.flatten', {}],
    ['Collection.map', { baseAlgorithm: 'Element.toDictionary' }],
  ])('have the name of %s, once', async (name, args) => {
    const named = new RegExp(`^${name}: [A-Z]`);
    const failing = $call(name, { collection: collection({ a: 1 }), ...args });
    await expect(run('Collection.size', { collection: failing })).rejects.toThrow(named);
    await expect(run(name, { collection: collection({ a: 1 }), ...args })).rejects.toThrow(named);
  });

  it('say which element a function failed for', async () => {
    const failing = $call('Collection.map', {
      collection: $call('Collection', { features: [$call('Feature', { metadata: { 'system:index': 'x7' } })] }),
      baseAlgorithm: 'Image.select',
    });
    await expect(run('Collection.size', { collection: failing })).rejects.toThrow(
      /^Error in map\(ID=x7\):\nImage\.select, argument 'input': Invalid type/,
    );
  });

  it('name no element where a limit is met', async () => {
    const context = {
      ...languageContext,
      spend: (count: number) => {
        if (count === 3) throw new LimitError('Computation timed out.');
      },
    };
    const features = { arrayValue: { values: [call('Feature', {})] } };
    const node = call('Collection.map', {
      collection: call('Collection', { features }),
      baseAlgorithm: { functionDefinitionValue: { argumentNames: ['f'], body: 'body' } },
    });
    const body = call('List.sequence', { start: constant(1), end: constant(3) });
    await expect(evaluateLanguage(node, { body }, context)).rejects.toThrow(/^Computation timed out\.$/);
  });
});
