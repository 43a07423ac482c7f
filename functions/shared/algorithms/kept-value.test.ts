import { expect, it } from 'vitest';
import { languageContext } from '../expression/language.testing.ts';
import type { Value } from '../values/value.ts';
import type { Context } from './context.ts';
import { keptValue } from './kept-value.ts';
import type { Origin } from './origin.ts';
import { reducerType } from './reducer/reducer-type.ts';
import { REGISTRY } from './registry.ts';

const from =
  (digest: string, ...assets: string[]) =>
  (): Origin => ({ digest, assets });

function contextOf(versions: { readonly [id: string]: number }, forgets = false): Context {
  return { ...languageContext, forgets, assets: { ...languageContext.assets, loadedVersion: (id) => versions[id] } };
}

/** Computes a value, and counts how often. */
function source(value: Value) {
  const counter = {
    computed: 0,
    compute(): Value {
      counter.computed++;
      return value;
    },
  };
  return counter;
}

it('computes an aggregation once for as long as its assets have the same versions', async () => {
  const mean = source(new Map([['B1', 0.5]]));
  const ask = (versions: { readonly [id: string]: number }, digest = 'kept value') =>
    keptValue(mean.compute, from(digest, 'a', 'b'), contextOf(versions));
  expect(ask({ a: 1, b: 1 })).toEqual(new Map([['B1', 0.5]]));
  expect(ask({ a: 1, b: 1 })).toEqual(new Map([['B1', 0.5]]));
  expect(mean.computed).toBe(1);
  ask({ a: 1, b: 2 });
  expect(mean.computed).toBe(2);
  // Unknown versions, and another origin.
  ask({ a: 1 });
  ask({ a: 1, b: 1 }, 'another value');
  expect(mean.computed).toBe(4);
});

it('keeps nothing where nothing is to be kept, and nobody finds what others keep', async () => {
  const mean = source(1);
  const ask = (forgets: boolean) => keptValue(mean.compute, from('forgotten'), contextOf({}, forgets));
  for (const forgets of [true, true, false, false, true]) ask(forgets);
  expect(mean.computed).toBe(4);
});

it('keeps neither what is large, nor objects, which may hold on to anything', async () => {
  const reducer = await REGISTRY.get('Reducer.mean')?.invoke(new Map(), languageContext);
  expect(reducerType.coerce(reducer ?? null)).toBeDefined();
  for (const value of [Array.from({ length: 10_000 }, (_, i) => i), ['x'.repeat(200_000)], [reducer ?? null]]) {
    const counter = source(value);
    for (let i = 0; i < 2; i++) keptValue(counter.compute, from('too much'), contextOf({}));
    expect(counter.computed).toBe(2);
  }
});
