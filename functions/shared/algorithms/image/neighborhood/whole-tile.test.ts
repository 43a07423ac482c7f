import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { languageContext } from '../../../expression/language.testing.ts';
import type { Grid } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import { DOUBLE } from '../../../raster/pixel-type.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import { loaded, type Tile } from '../../../raster/pixels/node.ts';
import { WGS84 } from '../../../raster/projection.ts';
import type { Value } from '../../../values/value.ts';
import { fixedKernel, type Kernel } from '../../kernel/kernel.ts';
import { Reducer } from '../../reducer/reducer.ts';
import { REGISTRY } from '../../registry.ts';
import type { InputWeight } from './input-weight.ts';
import { NeighborhoodLoader } from './reduce-loader.ts';

type Args = { readonly [name: string]: Value };

async function reducerOf(name: string, args: Args = {}): Promise<Reducer> {
  return (await REGISTRY.get(`Reducer.${name}`)?.invoke(new Map(Object.entries(args)), languageContext)) as Reducer;
}

/** The same reducer, pixel by pixel only. */
function pixelwise({ fields: { tiles: _, neighborhoods: __, ...fields } }: Reducer): Reducer {
  return new Reducer(fields);
}

/** The same reducer, which says whether it did not go the faster way. */
function wholesale({ fields }: Reducer): { reducer: Reducer; declined: () => boolean } {
  const { neighborhoods } = fields;
  if (neighborhoods === undefined) throw new Error(`The reducer ${fields.name} has no faster way.`);
  let declined = true;
  const reducer = new Reducer({
    ...fields,
    neighborhoods(around) {
      const results = neighborhoods(around);
      declined = results === undefined;
      return results;
    },
  });
  return { reducer, declined: () => declined };
}

const grid: Grid = { crs: WGS84.crs, transform: [1, 0, 0, 0, -1, 0], width: 5, height: 4 };

/** The pixels of a test: numbers and masks that repeat. */
interface Pixels {
  readonly values: readonly number[];
  readonly mask: readonly number[] | undefined;
  readonly fractional: boolean;
}

function bandOf({ values, mask, fractional }: Pixels): Band {
  const load = async (bands: readonly number[], { width, height }: Grid): Promise<Tile[]> => {
    const again = (list: readonly number[]) =>
      Float64Array.from({ length: width * height }, (_, i) => list[i % list.length]);
    const masks = mask && (fractional ? new Float32Array(again(mask)) : Uint8Array.from(again(mask), Math.ceil));
    return bands.map(() => ({ values: again(values), mask: masks }));
  };
  return { id: 'b', type: DOUBLE, projection: WGS84, pixels: loaded({ fractionalMask: fractional, load }, 0) };
}

async function reduced(
  reducer: Reducer,
  pixels: Pixels,
  kernel: Kernel,
  weight: InputWeight = 'kernel',
  skipMasked = false,
  context: PixelContext = languageContext.pixels,
): Promise<(number | null)[][]> {
  const outputs = reducer.outputs.map((_, i) => i);
  const loader = new NeighborhoodLoader([bandOf(pixels)], reducer, kernel, weight, skipMasked);
  const tiles = await loader.load(outputs, grid, context);
  return tiles.map(({ values, mask }) =>
    Array.from(values, (value, i) => (mask === undefined || mask[i] > 0 ? value : null)),
  );
}

const numbers = fc.oneof(
  fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 53 }),
  fc.array(fc.integer({ min: 0, max: 65_535 }), { minLength: 1, maxLength: 53 }),
  fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 }), { minLength: 1, maxLength: 53 }),
  fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 53 }),
);
const pixels: fc.Arbitrary<Pixels> = fc.record({
  values: numbers,
  mask: fc.option(fc.array(fc.constantFrom(0, 0, 0.25, 1, 1), { minLength: 1, maxLength: 29 }), { nil: undefined }),
  fractional: fc.boolean(),
});

/** Rows of weights as long as each other, about any of them. */
function kernels(weight: fc.Arbitrary<number>): fc.Arbitrary<Kernel> {
  const size = fc.integer({ min: 1, max: 5 });
  return fc.tuple(size, size).chain(([width, height]) =>
    fc
      .record({
        rows: fc.array(fc.array(weight, { minLength: width, maxLength: width }), {
          minLength: height,
          maxLength: height,
        }),
        x: fc.integer({ min: 0, max: width - 1 }),
        y: fc.integer({ min: 0, max: height - 1 }),
      })
      .map(({ rows, x, y }) => fixedKernel('fixed', { rows, focus: [x, y] })),
  );
}
const equal = fc.constantFrom(1, 1 / 9, 3).chain((weight) => kernels(fc.constantFrom(0, weight, weight, weight)));
const different = kernels(fc.constantFrom(-1, 0, 0.3, 1, 2.5));
const product = fc
  .array(fc.constantFrom(0.3, 1, 2.5), { minLength: 3, maxLength: 4 })
  .map((line) => fixedKernel('fixed', { rows: line.map((a) => line.map((b) => a * b)), focus: [1, 0] }));
const anyKernel = fc.oneof(equal, different, product);

/** Those that have a faster way, and how large their results are for values and a weight of 1. */
const REDUCERS: readonly (readonly [name: string, args: Args, power: number])[] = [
  ['mean', {}, 1],
  ['sum', {}, 1],
  ['count', {}, 0],
  ['min', {}, 1],
  ['max', {}, 1],
  ['minMax', {}, 1],
  ['variance', {}, 2],
  ['stdDev', {}, 1],
  ['median', {}, 1],
  ['mode', {}, 1],
  ['percentile', { percentiles: [0, 10, 50, 99.5, 100] }, 1],
];

/** Rounding of the sums of weighted values, which may be as good as 0; a root of them is that of their rounding. */
function expectAlike(actual: (number | null)[][], expected: (number | null)[][], name: string, size: number): void {
  const square = (value: number | null) => (name === 'stdDev' && value !== null ? value * value : value);
  expected.forEach((output, k) => {
    output.forEach((number, i) => {
      const [a, b] = [square(actual[k][i]), square(number)];
      if (a === null || b === null) expect(a).toBe(b);
      else expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.abs(b) + 1e-13 * size);
    });
  });
}

describe.each(REDUCERS)('%s of whole tiles', (name, args, power) => {
  it('is what it is pixel by pixel', async () => {
    const reducer = await reducerOf(name, args);
    const weights = fc.constantFrom<InputWeight>('kernel', 'mask', 'min');
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(pixels, anyKernel, weights, fc.boolean(), async (source, kernel, weight, skipMasked) => {
        const fast = wholesale(reducer);
        const actual = await reduced(fast.reducer, source, kernel, weight, skipMasked);
        if (fast.declined()) return;
        taken++;
        const expected = await reduced(pixelwise(reducer), source, kernel, weight, skipMasked);
        const largest = Math.max(...source.values.map(Math.abs), 1e-3);
        const whole = kernel.weights(1).rows.flat().length * 3;
        expectAlike(actual, expected, name, largest ** (name === 'stdDev' ? 2 : power) * whole);
      }),
      { numRuns: 250 },
    );
    expect(taken).toBeGreaterThan(50);
  });
});

describe('whole tiles', () => {
  const square = fixedKernel('square', { rows: new Array(3).fill([0.3, 0.3, 0.3]), focus: [1, 1] });
  const plain = { mask: undefined, fractional: false };

  it('of values that are not finite are reduced pixel by pixel', async () => {
    const { reducer, declined } = wholesale(await reducerOf('max'));
    const source = { values: [1, Infinity, 3], ...plain };
    expect(await reduced(reducer, source, square)).toEqual([new Array(20).fill(Infinity)]);
    expect(declined()).toBe(true);
    // What is masked may be anything.
    const masked = { values: [1, Number.NaN, 3], mask: [1, 0, 1], fractional: false };
    expect(await reduced(reducer, masked, square)).toEqual([new Array(20).fill(3)]);
    expect(declined()).toBe(false);
  });

  it.each(['variance', 'stdDev'])('of equal fractions have a %s of exactly 0', async (name) => {
    const reducer = await reducerOf(name);
    expect(await reduced(reducer, { values: [0.1], ...plain }, square)).toEqual([new Array(20).fill(0)]);
  });

  it.each([1, 4])('lose nothing of sums of fractions by rounding, in %i rows', async (rows) => {
    const kernel = fixedKernel('fixed', { rows: new Array(rows).fill([2, 2, 2, 2]), focus: [0, 0] });
    const source = { values: [1e16, 0.25, -1e16, 0.5], ...plain };
    const [sums] = await reduced(await reducerOf('sum'), source, kernel);
    // Rows are as wide as the values are many, but for the margin: all begin with another value.
    expect(sums[0]).toBe(rows * 1.5);
  });

  it('weigh values of kernels whose weights differ', async () => {
    // 1 of weight 3 and 5 of weight 1: half of the way between the middles of their weights.
    const kernel = fixedKernel('fixed', { rows: [[3, 1]], focus: [0, 0] });
    const [first] = await reduced(await reducerOf('median'), { values: [1, 5], ...plain }, kernel);
    expect(first.slice(0, 2)).toEqual([3, 3]);
    const [mode] = await reduced(await reducerOf('mode'), { values: [5, 1], ...plain }, kernel);
    expect(mode.slice(0, 2)).toEqual([5, 1]);
  });

  it('are left when nobody waits any more', async () => {
    const context = { ...languageContext.pixels, signal: AbortSignal.abort(new Error('gone')) };
    for (const [name, args] of REDUCERS) {
      const reducer = await reducerOf(name, args);
      await expect(
        reduced(reducer, { values: [1, 2], mask: [0, 1], fractional: false }, square, 'kernel', false, context),
      ).rejects.toThrow('gone');
    }
  });

  it('are reduced side by side', async () => {
    const both = await REGISTRY.get('Reducer.combine')?.invoke(
      new Map<string, Value>([
        ['reducer1', await reducerOf('mean')],
        ['reducer2', await reducerOf('median')],
        ['sharedInputs', true],
      ]),
      languageContext,
    );
    const { reducer, declined } = wholesale(both as Reducer);
    const row = fixedKernel('fixed', { rows: [[1, 1, 1]], focus: [0, 0] });
    const results = await reduced(reducer, { values: [1, 2, 6, 3], ...plain }, row);
    expect(declined()).toBe(false);
    expect(results.map((values) => values.slice(0, 2))).toEqual([
      [3, 11 / 3],
      [2, 3],
    ]);
  });
});
