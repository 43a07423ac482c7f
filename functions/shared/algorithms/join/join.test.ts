import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';

interface Encoded {
  readonly id: string;
  readonly properties: { readonly [name: string]: Json };
}

const collection = (values: readonly (number | null)[]): Json =>
  $call('Collection', { features: values.map((v) => $call('Feature', { metadata: v === null ? {} : { v } })) });
const equal = $call('Filter.equals', { leftField: 'v', rightField: 'v' });
const near = (difference: number): Json =>
  $call('Filter.maxDifference', { difference, leftField: 'v', rightField: 'v' });

async function joined(
  kind: string,
  args: { [name: string]: Json },
  primary: readonly (number | null)[],
  secondary: readonly (number | null)[],
  condition: Json,
): Promise<Encoded[]> {
  const result = await evaluateLanguage(
    exampleNode('Join.apply', {
      join: $call(`Join.${kind}`, args),
      primary: collection(primary),
      secondary: collection(secondary),
      condition,
    }),
  );
  return (result as unknown as { features: Encoded[] }).features;
}

const feature = (id: string, v: number, more: { [name: string]: Json } = {}): Json => ({
  type: 'Feature',
  geometry: null,
  id,
  properties: { v, ...more },
});

describe('joins', () => {
  it('inner: a feature for each pair', async () => {
    expect(await joined('inner', { measureKey: 'd' }, [1, 5], [2, 0], near(1))).toEqual([
      {
        type: 'Feature',
        geometry: null,
        id: '0_0',
        properties: { d: 1, primary: feature('0', 1), secondary: feature('0', 2) },
      },
      {
        type: 'Feature',
        geometry: null,
        id: '0_1',
        properties: { d: 1, primary: feature('0', 1), secondary: feature('1', 0) },
      },
    ]);
  });

  it('saveAll: all matches, in an order', async () => {
    const args = { matchesKey: 'm', ordering: 'v', ascending: false, measureKey: 'd' };
    expect(await joined('saveAll', args, [3, 9], [2, 5, 4], near(2))).toEqual([
      feature('0', 3, { m: [feature('1', 5, { d: 2 }), feature('2', 4, { d: 1 }), feature('0', 2, { d: 1 })] }),
    ]);
  });

  it('saveBest: the match with the smallest measure', async () => {
    const args = { matchKey: 'm', measureKey: 'd' };
    expect(await joined('saveBest', args, [3, 9], [1, 4, 5], near(2))).toEqual([
      feature('0', 3, { m: feature('1', 4, { d: 1 }) }),
    ]);
  });

  it('saveFirst: the first match in an order', async () => {
    const args = { matchKey: 'm', ordering: 'v', ascending: false };
    expect(await joined('saveFirst', args, [3], [1, 5, 4], near(2))).toEqual([feature('0', 3, { m: feature('1', 5) })]);
  });

  it('outer joins keep what has no match', async () => {
    expect(await joined('saveAll', { matchesKey: 'm', outer: true }, [3], [9], equal)).toEqual([
      feature('0', 3, { m: [] }),
    ]);
    expect(await joined('saveFirst', { matchKey: 'm', outer: true }, [3], [9], equal)).toEqual([feature('0', 3)]);
  });

  it('apply filters to both sides', async () => {
    const filters = [equal, $call('Filter.greaterThan', { rightField: 'v', leftValue: 5 })];
    const condition = $call('Filter.and', { filters });
    expect(await joined('simple', {}, [1, 6], [1, 6], condition)).toEqual([feature('0', 1)]);
  });
});

describe('the algebra of joins', () => {
  const values = fc.array(fc.option(fc.integer({ min: 0, max: 8 })), { maxLength: 10 });
  const conditions = fc.constantFrom(equal, near(1), near(0), $call('Filter.and', { filters: [near(2), equal] }));

  it('simple and inverted are the parts of the first collection', async () => {
    await fc.assert(
      fc.asyncProperty(values, values, conditions, async (primary, secondary, condition) => {
        const [simple, inverted] = await Promise.all([
          joined('simple', {}, primary, secondary, condition),
          joined('inverted', {}, primary, secondary, condition),
        ]);
        const ids = [...simple, ...inverted].map(({ id }) => Number(id)).sort((a, b) => a - b);
        expect(ids).toEqual(primary.map((_, i) => i));
      }),
    );
  });

  it('an index finds what trying all pairs finds', async () => {
    await fc.assert(
      fc.asyncProperty(values, values, conditions, async (primary, secondary, condition) => {
        // A filter that never passes takes the index away, not a match.
        const unindexed = $call('Filter.or', { filters: [condition, $call('Filter.never', {})] });
        expect(await joined('inner', {}, primary, secondary, condition)).toEqual(
          await joined('inner', {}, primary, secondary, unindexed),
        );
      }),
    );
  });
});
