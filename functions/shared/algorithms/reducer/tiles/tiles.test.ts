import fc from 'fast-check';
import { expect, it } from 'vitest';
import { languageContext } from '../../../expression/language.testing.ts';
import { isNumberValue, toDouble } from '../../../values/number.ts';
import type { Value } from '../../../values/value.ts';
import { REGISTRY } from '../../registry.ts';
import type { Reducer } from '../reducer.ts';

/** Those that have a faster way over layers of pixels. */
const REDUCERS: readonly (readonly [name: string, args: { [name: string]: Value }])[] = [
  ['mean', {}],
  ['sum', {}],
  ['count', {}],
  ['min', {}],
  ['max', {}],
  ['median', {}],
  ['mode', {}],
  ['percentile', { percentiles: [0, 10, 50, 99.5] }],
  ['intervalMean', { minPercentile: 20, maxPercentile: 70 }],
];

const PIXELS = 3;
const value = fc.oneof(
  fc.integer({ min: -4, max: 4 }),
  fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  fc.constant(Infinity),
);
const weights = fc.constantFrom(0, 1, 1, 1);
const fractions = fc.constantFrom(0, 0.25, 0.5, 1, 3);
const layersWith = (weight: fc.Arbitrary<number>) =>
  fc.array(
    fc.record({
      values: fc.array(value, { minLength: PIXELS, maxLength: PIXELS }),
      mask: fc.option(fc.array(weight, { minLength: PIXELS, maxLength: PIXELS }), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 80 },
  );

async function reducerOf(name: string, args: { [name: string]: Value }): Promise<Reducer> {
  return (await REGISTRY.get(`Reducer.${name}`)?.invoke(new Map(Object.entries(args)), languageContext)) as Reducer;
}

const numberOf = (result: Value): number | null => (isNumberValue(result) ? toDouble(result) : null);

it.each(REDUCERS)('%s over layers is what it is pixel by pixel', async (name, args) => {
  const reducer = await reducerOf(name, args);
  const start = reducer.fields.tiles;
  if (!start) throw new Error(`The reducer ${name} has no faster way.`);
  fc.assert(
    fc.property(fc.oneof(layersWith(weights), layersWith(fractions)), (layers) => {
      const tiles = start(PIXELS, () => undefined);
      const pixels = Array.from({ length: PIXELS }, () => reducer.numbers());
      for (const { values, mask } of layers) {
        tiles.add(values, mask);
        pixels.forEach((pixel, i) => {
          const weight = mask === undefined ? 1 : mask[i];
          if (weight > 0) pixel.add(values[i], weight);
        });
      }
      const expected = pixels.map((pixel) => pixel.results().map(numberOf));
      const results = tiles.results();
      const actual = expected.map((outputs, i) =>
        outputs.map((_, k) => (results[k].mask?.[i] === 0 ? null : results[k].values[i])),
      );
      expected.forEach((outputs, i) => {
        outputs.forEach((number, k) => {
          if (number === null || !Number.isFinite(number)) expect(actual[i][k]).toEqual(number);
          else expect(Math.abs((actual[i][k] ?? Number.NaN) - number)).toBeLessThanOrEqual(1e-12 * Math.abs(number));
        });
      });
    }),
  );
});
