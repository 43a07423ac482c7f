import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';

type Arguments = { [name: string]: Json };

const reducer = (name: string, args: Arguments = {}): Json => $call(`Reducer.${name}`, args);
const reduce = (list: Json[], by: Json): Promise<Json> =>
  evaluateLanguage(exampleNode('List.reduce', { list, reducer: by }));
const run = (name: string, args: Arguments): Promise<Json> => evaluateLanguage(exampleNode(name, args));

const PAIRS = [
  [1, 2],
  [7, 1],
  [3, 7],
];
describe('null', () => {
  it.each<[string, Arguments, Json]>([
    ['sum', {}, 3],
    ['count', {}, 2],
    ['countEvery', {}, 3],
    ['countDistinct', {}, 3],
    ['countDistinctNonNull', {}, 2],
    ['first', {}, null],
    ['firstNonNull', {}, 1],
    ['toList', {}, [1, 2]],
    ['toList', { numOptional: 1 }, [null, 1, 2]],
  ])('in %s %j', async (name, args, expected) => {
    expect(await reduce([null, 1, 2], reducer(name, args))).toEqual(expected);
  });
});

describe('reducers of reducers', () => {
  it('groups records', async () => {
    const rows = [
      [1, 'b'],
      [2, 'a'],
      [4, 'b'],
    ];
    const grouped = reducer('group', { reducer: reducer('sum'), groupField: 1, groupName: 'class' });
    expect(await reduce(rows, grouped)).toEqual([
      { class: 'a', sum: 2 },
      { class: 'b', sum: 5 },
    ]);
  });

  it('groups groups', async () => {
    const inner = reducer('group', { reducer: reducer('count'), groupField: 1, groupName: 'b' });
    const outer = reducer('group', { reducer: inner, groupField: 2, groupName: 'a' });
    expect(
      await reduce(
        [
          [9, 1, 1],
          [9, 2, 1],
          [9, 1, 1],
        ],
        outer,
      ),
    ).toEqual([
      {
        a: 1,
        groups: [
          { b: 1, count: 2 },
          { b: 2, count: 1 },
        ],
      },
    ]);
  });

  it('repeats a reducer', async () => {
    expect(await reduce(PAIRS, reducer('repeat', { reducer: reducer('minMax'), count: 2 }))).toEqual({
      min: [1, 1],
      max: [7, 7],
    });
  });

  it('takes weights as inputs', async () => {
    expect(
      await reduce(
        [
          [1, 1],
          [4, 2],
          [9, 0],
        ],
        reducer('splitWeights', { reducer: reducer('mean') }),
      ),
    ).toBe(3);
  });

  it('reduces positions of arrays, and items', async () => {
    const arrays = [
      [1, 2],
      [3, 4],
    ].map((values) => $call('Array', { values }));
    expect(await reduce(arrays, reducer('forEachElement', { reducer: reducer('sum') }))).toEqual([4, 6]);
    const items = [[1, 2], { a: 3 }, 4];
    expect(await reduce(items, reducer('disaggregate', { reducer: reducer('sum') }))).toBe(10);
  });

  it('gives outputs of the same name a number', async () => {
    const both = reducer('combine', { reducer1: reducer('mean'), reducer2: reducer('mean'), sharedInputs: true });
    expect(await run('Reducer.getOutputs', { reducer: both })).toEqual(['mean', 'mean1']);
  });

  it.each<[string, Json, RegExp]>([
    ['combine', { reducer1: reducer('mean'), reducer2: reducer('linearFit'), sharedInputs: true }, /same number/],
    ['setOutputs', { reducer: reducer('minMax'), outputs: ['a'] }, /Got 1 names for 2 outputs/],
    ['group', { reducer: reducer('mean'), groupField: 2 }, /'groupField' must be from 0 to 1/],
    ['percentile', { percentiles: [101] }, /from 0 to 100/],
    ['repeat', { reducer: reducer('mean'), count: 1e9 }, /at most 10000 inputs/],
  ])('%s refuses %j', async (name, args, message) => {
    await expect(run(`Reducer.${name}`, args as Arguments)).rejects.toThrow(message);
  });

  it('asks for the inputs that it needs', async () => {
    await expect(reduce([1], reducer('linearFit'))).rejects.toThrow(/List.reduce: .*each element must be a list of 2/);
    await expect(reduce(['a'], reducer('mean'))).rejects.toThrow(/List.reduce: The reducer mean needs numbers/);
  });
});

describe('histograms of more values than are kept', () => {
  const many = Array.from({ length: 1000 }, (_, i) => (i * 37) % 1000);
  const options = { maxRaw: 10, maxBuckets: 64 };

  it('bound the error by the width of a bucket', async () => {
    const percentiles = reducer('percentile', { percentiles: [0, 25, 50, 100], ...options });
    const result = (await reduce(many, percentiles)) as { [name: string]: number };
    for (const [name, exact] of Object.entries({ p25: 249.75, p50: 499.5 })) {
      expect(Math.abs(result[name] - exact)).toBeLessThan(16);
    }
    expect([result['p0'], result['p100']]).toEqual([0, 999]);
  });

  it('have buckets whose width is a power of 2', async () => {
    const result = (await reduce(many, reducer('histogram', options))) as { [name: string]: number & number[] };
    expect([result['bucketMin'], result['bucketWidth'], result['histogram'].length]).toEqual([0, 16, 63]);
    expect(result['histogram'].slice(0, 2)).toEqual([16, 16]);
    expect(result['bucketMeans'][0]).toBe(7.5);
  });
});

describe('the algebra of reducers', () => {
  const numbers = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 40 });

  it('combining is reducing apart', async () => {
    const names = fc.constantFrom('mean', 'sum', 'median', 'minMax', 'stdDev', 'count', 'frequencyHistogram', 'toList');
    await fc.assert(
      fc.asyncProperty(numbers, names, names, async (list, a, b) => {
        const args = { reducer1: reducer(a), reducer2: reducer(b), outputPrefix: 'second_', sharedInputs: true };
        const together = (await reduce(list, reducer('combine', args))) as { [name: string]: Json };
        const apart = await Promise.all([reduce(list, reducer(a)), reduce(list, reducer(b))]);
        const values = Object.values(together);
        expect(new Set(values.map((value) => JSON.stringify(value)))).toEqual(
          new Set(
            apart.flatMap((result, i) =>
              ([a, b][i] === 'minMax' ? Object.values(result as object) : [result]).map((value) =>
                JSON.stringify(value),
              ),
            ),
          ),
        );
      }),
    );
  });

  it('the order of values does not matter where it cannot', async () => {
    const names = fc.constantFrom('sum', 'mean', 'median', 'mode', 'minMax', 'frequencyHistogram', 'countDistinct');
    await fc.assert(
      fc.asyncProperty(numbers, names, async (list, name) => {
        expect(
          await reduce(
            [...list].sort((a, b) => a - b),
            reducer(name),
          ),
        ).toEqual(await reduce(list, reducer(name)));
      }),
    );
  });

  it('a weight is a number of times', async () => {
    const weighted = fc.array(fc.tuple(fc.integer({ min: -100, max: 100 }), fc.integer({ min: 1, max: 4 })), {
      minLength: 2,
    });
    const names = fc.constantFrom('mean', 'sum', 'variance', 'sampleVariance', 'skew', 'kurtosis', 'mode');
    await fc.assert(
      fc.asyncProperty(weighted, names, async (pairs, name) => {
        const split = (await reduce(pairs, reducer('splitWeights', { reducer: reducer(name) }))) as number;
        const repeated = pairs.flatMap(([value, weight]) => new Array<number>(weight).fill(value));
        expect(split).toBeCloseTo((await reduce(repeated, reducer(name))) as number, 6);
      }),
    );
  });

  it("Knight's count of discordant pairs is that of all pairs", async () => {
    const values = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 })), {
      minLength: 2,
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(values, async (pairs) => {
        const sign = (side: 0 | 1, i: number, j: number) => Math.sign(pairs[i][side] - pairs[j][side]);
        let [score, untiedX, untiedY] = [0, 0, 0];
        for (let i = 0; i < pairs.length; i++) {
          for (let j = 0; j < i; j++) {
            score += sign(0, i, j) * sign(1, i, j);
            untiedX += sign(0, i, j) ** 2;
            untiedY += sign(1, i, j) ** 2;
          }
        }
        const { tau } = (await reduce(pairs, reducer('kendallsCorrelation', { numInputs: 2 }))) as {
          tau: number | null;
        };
        if (untiedX * untiedY === 0) expect(tau).toBeNull();
        else expect(tau).toBeCloseTo(score / Math.sqrt(untiedX * untiedY), 10);
      }),
    );
  });
});
