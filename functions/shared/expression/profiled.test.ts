import { expect, it } from 'vitest';
import { Collection } from '../algorithms/collection/collection.ts';
import { collect } from '../algorithms/collection/cursor.ts';
import { $call, exampleNode } from '../algorithms/example.ts';
import { REGISTRY } from '../algorithms/registry.ts';
import { Profiler } from '../measures/profiler.ts';
import { parseCrs } from '../raster/crs/crs.ts';
import { Image } from '../raster/image.ts';
import { computeBands } from '../raster/pixels/compute.ts';
import { encodeValue } from '../values/encode.ts';
import type { Json } from '../values/value.ts';
import { decodeExpression } from './decode.ts';
import { Evaluator } from './evaluate.ts';
import { languageContext } from './language.testing.ts';

/** Evaluates a call with a profiler, and gives both. */
async function profiled(name: string, args: { readonly [name: string]: Json }) {
  const profiler = new Profiler();
  const pixels = { ...languageContext.pixels, profiler };
  const context = { ...languageContext, pixels };
  const root = decodeExpression({ result: '0', values: { 0: exampleNode(name, args) } });
  const value = await new Evaluator(REGISTRY, context).evaluate(root);
  const counts = () => new Map(profiler.rows().map(({ description, count }) => [description, count]));
  return { value, pixels, counts };
}

const FEATURES = $call('Collection', { features: [1, 2, 3].map((a) => $call('Feature', { metadata: { a } })) });

it('counts calls, and the elements of collections when they are pulled, for their algorithms', async () => {
  const { value, counts } = await profiled('Collection.limit', { collection: FEATURES, limit: 2 });
  expect(counts()).toEqual(
    new Map([
      ['(plumbing)', 1],
      ['Algorithm Feature', 3],
      ['Algorithm Collection', 1],
      ['Algorithm Collection.limit', 1],
    ]),
  );
  expect(value).toBeInstanceOf(Collection);
  expect(await collect((value as Collection).open())).toHaveLength(2);
  expect(counts().get('Algorithm Collection.limit')).toBeGreaterThanOrEqual(3);
});

it('changes nothing in what is computed', async () => {
  const plain = await new Evaluator(REGISTRY, languageContext).evaluate(
    decodeExpression({
      result: '0',
      values: { 0: exampleNode('Collection.limit', { collection: FEATURES, limit: 2 }) },
    }),
  );
  const { value } = await profiled('Collection.limit', { collection: FEATURES, limit: 2 });
  expect(await encodeValue(value)).toEqual(await encodeValue(plain));
});

it('counts pixels for the algorithms that describe them, although one loop computes them', async () => {
  const constant = (value: number) => $call('Image.constant', { value });
  const sum = $call('Image.add', { image1: constant(1), image2: constant(2) });
  const { value, pixels, counts } = await profiled('Image.sqrt', { value: sum });
  expect(value).toBeInstanceOf(Image);
  const before = counts();
  const grid = { crs: parseCrs('EPSG:4326'), transform: [1, 0, 0, 0, -1, 0], width: 4, height: 4 } as const;
  const [tile] = await computeBands((value as Image).bands, grid, pixels);
  expect(tile?.values[0]).toBeCloseTo(Math.sqrt(3), 6);
  const after = counts();
  for (const name of ['Algorithm Image.add', 'Algorithm Image.sqrt']) {
    expect(after.get(name), name).toBe((before.get(name) ?? 0) + 1);
  }
  expect(after.get('Algorithm Image.constant')).toBe(before.get('Algorithm Image.constant'));
});
