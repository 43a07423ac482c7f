import { describe, expect, it } from 'vitest';
import { languageContext } from '../../expression/language.testing.ts';
import type { Context } from '../context.ts';
import type { Origin } from '../origin.ts';
import { type Cursor, collect, cursorOf } from './cursor.ts';
import { Feature } from './feature.ts';
import { keptElements } from './kept-elements.ts';

const PROPERTIES = 100_000;

function features(count: number, properties = 1): Feature[] {
  const many = new Map(Array.from({ length: properties }, (_, i) => [`p${i}`, i]));
  return Array.from({ length: count }, (_, i) => new Feature(null, many, String(i)));
}

/** Passes over some features, later ones waiting, that count how many have been computed. */
function source(items: readonly Feature[]): { make: () => Cursor<Feature>; computed: number } {
  const counter = {
    computed: 0,
    make: (): Cursor<Feature> => {
      const cursor = cursorOf(items);
      return {
        next: async () => {
          const item = await cursor.next();
          if (item) counter.computed++;
          return item;
        },
      };
    },
  };
  return counter;
}

const nowhere = (): undefined => undefined;
const from =
  (digest: string, ...assets: string[]) =>
  (): Origin => ({ digest, assets });

function contextOf(versions: { readonly [id: string]: number }): Context {
  return { ...languageContext, assets: { ...languageContext.assets, loadedVersion: (id) => versions[id] } };
}

describe('kept features', () => {
  it('are computed once for several passes, whole ones and parts', async () => {
    const items = features(20);
    const counter = source(items);
    const open = keptElements(counter.make, nowhere, languageContext);
    const first = open();
    await first.next();
    expect(counter.computed).toBe(1);
    expect(await Promise.all([collect(open()), collect(open()), collect(first)])).toEqual([
      items,
      items,
      items.slice(1),
    ]);
    expect(counter.computed).toBe(20);
  });

  it('are there for later requests as long as the assets have the same versions', async () => {
    const items = features(3);
    const counter = source(items);
    const pass = (context: Context, find = from('kept test', 'a', 'b')) =>
      collect(keptElements(counter.make, find, context)());
    await pass(contextOf({ a: 1, b: 1 }));
    expect(await pass(contextOf({ a: 1, b: 1 }))).toEqual(items);
    expect(counter.computed).toBe(3);
    await pass(contextOf({ a: 1, b: 2 }));
    expect(counter.computed).toBe(6);
    // Unknown versions, and another origin.
    await pass(contextOf({ a: 1 }));
    await pass(contextOf({ a: 1, b: 1 }), from('other kept test', 'a', 'b'));
    expect(counter.computed).toBe(12);
  });

  it('are not kept if a pass is not at its end', async () => {
    const counter = source(features(3));
    const open = () => keptElements(counter.make, from('partial kept test'), languageContext)();
    await open().next();
    await collect(open());
    expect(counter.computed).toBe(4);
  });

  it('are computed anew for each pass if they are too many, each in its place', async () => {
    const items = features(12, PROPERTIES);
    const counter = source(items);
    const open = keptElements(counter.make, from('large kept test'), languageContext);
    const behind = open();
    expect([await behind.next()]).toEqual(items.slice(0, 1));
    expect(await collect(open())).toEqual(items);
    expect(counter.computed).toBe(12);
    expect(await collect(behind)).toEqual(items.slice(1));
    expect(await collect(open())).toEqual(items);
    expect(counter.computed).toBe(36);
  });

  it('are computed again after an error', async () => {
    const items = features(4);
    let failures = 1;
    const make = (): Cursor<Feature> => {
      const cursor = cursorOf(items);
      let at = 0;
      return {
        next: async () => {
          if (at++ === 2 && failures-- > 0) throw new Error('lost');
          return cursor.next();
        },
      };
    };
    const open = keptElements(make, nowhere, languageContext);
    await expect(collect(open())).rejects.toThrow('lost');
    expect(await collect(open())).toEqual(items);
  });

  it('count their memory', async () => {
    const claims: number[] = [];
    const claim = (bytes: number) => {
      claims.push(bytes);
      return () => undefined;
    };
    const pixels = { ...languageContext.pixels, claim };
    const context = { ...languageContext, pixels };
    const open = () => keptElements(source(features(10)).make, from('claimed kept test'), context)();
    await collect(open());
    await collect(open());
    expect(claims).toHaveLength(2);
    for (const claim of claims) expect(claim).toBeGreaterThan(0);
  });
});
