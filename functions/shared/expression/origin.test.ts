import { describe, expect, it } from 'vitest';
import { $call, exampleNode } from '../algorithms/example.ts';
import { REGISTRY } from '../algorithms/registry.ts';
import type { Json } from '../values/value.ts';
import { decodeExpression } from './decode.ts';
import { originOf } from './origin.ts';

const origin = (name: string, args: { [name: string]: Json }) =>
  originOf(decodeExpression({ result: '0', values: { 0: exampleNode(name, args) } }), REGISTRY);
const load = (id: Json) => $call('Image.load', { id });

describe('origins', () => {
  it('are the same for what says the same, whatever the order of arguments and the keys of nodes', () => {
    const one = origin('Image.add', { image1: load('a'), image2: load('b') });
    expect(one?.assets).toEqual(['a', 'b']);
    expect(origin('Image.add', { image2: load('b'), image1: load('a') })).toEqual(one);
    const values = {
      x: { functionInvocationValue: { functionName: 'Image.load', arguments: { id: { constantValue: 'a' } } } },
      y: { functionInvocationValue: { functionName: 'Image.load', arguments: { id: { constantValue: 'b' } } } },
      z: {
        functionInvocationValue: {
          functionName: 'Image.add',
          arguments: { image1: { valueReference: 'x' }, image2: { valueReference: 'y' } },
        },
      },
    };
    expect(originOf(decodeExpression({ result: 'z', values }), REGISTRY)).toEqual(one);
  });

  it('tell what is different apart', () => {
    const all = [
      origin('Image.add', { image1: load('a'), image2: load('b') }),
      origin('Image.add', { image1: load('b'), image2: load('a') }),
      origin('Image.subtract', { image1: load('a'), image2: load('b') }),
      origin('Image.add', { image1: load('a'), image2: 1 }),
      origin('Image.add', { image1: load('a'), image2: '1' }),
      origin('Image.add', { image1: load('a'), image2: [1] }),
      origin('Image.add', { image1: load('a'), image2: -0 }),
      origin('Image.add', { image1: load('a'), image2: 0 }),
    ];
    expect(all).not.toContain(undefined);
    expect(new Set(all.map((one) => one?.digest)).size).toBe(all.length);
  });

  it('are unknown for what may change without a sign', () => {
    expect(
      origin('ImageCollection.mosaic', { collection: $call('ImageCollection.load', { id: 'c' }) }),
    ).toBeUndefined();
    expect(origin('Blob.string', { blob: $call('Blob', { url: 'gs://b/o' }) })).toBeUndefined();
    expect(origin('Image.load', { id: $call('String', { input: 'a' }) })).toBeUndefined();
    expect(origin('List.map', { list: ['a'], baseAlgorithm: 'Image.load' })).toBeUndefined();
  });

  it('are unknown for what depends on the argument of a function, not for the function', () => {
    const body = {
      functionInvocationValue: { functionName: 'Number.abs', arguments: { input: { argumentReference: 'x' } } },
    };
    const definition = { functionDefinitionValue: { argumentNames: ['x'], body: 'body' } };
    const root = decodeExpression({ result: 'f', values: { f: definition, body } });
    expect(originOf(root, REGISTRY)).toBeDefined();
    expect(originOf(decodeExpression({ result: 'body', values: { body } }), REGISTRY)).toBeUndefined();
  });

  it('of long chains are found', () => {
    const values: { [key: string]: object } = { 0: { constantValue: 1 } };
    for (let i = 1; i <= 20_000; i++) {
      const left = { valueReference: String(i - 1) };
      values[i] = {
        functionInvocationValue: { functionName: 'Number.add', arguments: { left, right: { constantValue: 1 } } },
      };
    }
    expect(originOf(decodeExpression({ result: '20000', values }), REGISTRY)).toBeDefined();
  });
});
