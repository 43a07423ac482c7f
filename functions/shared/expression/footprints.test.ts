import { expect, it } from 'vitest';
import type { Algorithm } from '../algorithms/declare.ts';
import { $call, type Example, exampleNode } from '../algorithms/example.ts';
import { BOX } from '../algorithms/image/example-image.ts';
import { imageType } from '../algorithms/image/image-type.ts';
import { valuesOf } from '../algorithms/image/places.testing.ts';
import { REGISTRY } from '../algorithms/registry.ts';
import { degreesGrid } from '../algorithms/vector-image/pixels.testing.ts';
import { keptWithin } from '../raster/band-footprint.ts';
import { Image } from '../raster/image.ts';
import { decodeExpression } from './decode.ts';
import { Evaluator } from './evaluate.ts';
import { languageContext } from './language.testing.ts';

/** Pixels of half a degree, in and around BOX. */
const AROUND = degreesGrid(12, 10, -2, 3, 0.5);

/** The example's arguments with each image clipped to BOX; undefined if it has none. */
function clipped({ parameters }: Algorithm, args: Example['args']): Example['args'] | undefined {
  const images = parameters.filter(([name, { type }]) => type.name === imageType.name && args[name] != null);
  if (images.length === 0) return undefined;
  const boxed = images.map(([name]) => [name, $call('Image.clip', { input: args[name], geometry: BOX })]);
  return { ...args, ...Object.fromEntries(boxed) };
}

/** Whose results cannot be looked at here: the first has more pixels than may be. */
const APART = ['Image.reproject'];

/** Images that examples make of images clipped to BOX. */
const cases = [...REGISTRY.values()].flatMap((algorithm) =>
  algorithm.examples.flatMap(({ args }) => {
    const boxed = clipped(algorithm, args);
    return boxed && !APART.includes(algorithm.name)
      ? [[algorithm.name, JSON.stringify(args), exampleNode(algorithm.name, boxed)] as const]
      : [];
  }),
);

const SEVEN = $call('Image.clip', { input: 7, geometry: BOX });
const PLACED = $call('Image.reproject', { image: SEVEN, crs: 'EPSG:4326', crsTransform: [0.3, 0, 0, 0, -0.3, 0] });
const ANSWERING = ['sum', 'count', 'countEvery', 'anyNonZero', 'allNonZero', 'product'];

/** Calls that the examples have no images or arguments for. */
const others: readonly (readonly [string, Example['args']])[] = [
  ...ANSWERING.map((name) => ['Image.reduce', { image: SEVEN, reducer: $call(`Reducer.${name}`, {}) }] as const),
  ...ANSWERING.map(
    (name) => ['Image.reduceResolution', { image: PLACED, reducer: $call(`Reducer.${name}`, {}) }] as const,
  ),
  ['Image.reduce', { image: $call('Image.unmask', { input: SEVEN }), reducer: $call('Reducer.mean', {}) }],
  ['Image.displace', { image: SEVEN, displacement: $call('Image.constant', { value: [150_000, 0] }) }],
  ['Image.resample', { image: PLACED }],
  ['Image.resample', { image: PLACED, mode: 'bicubic' }],
];

it.each([...cases, ...others.map(([name, args]) => [name, JSON.stringify(args), exampleNode(name, args)] as const)])(
  '%s(%s) has no pixels beyond its footprint',
  async (_name, _args, node) => {
    const root = decodeExpression({ result: 'r', values: { r: node } });
    const value = await new Evaluator(REGISTRY, languageContext).evaluate(root);
    if (!(value instanceof Image)) return;
    const bands = value.bands.filter(({ type, footprint }) => type.dimensions === 0 && footprint !== undefined);
    if (bands.length === 0) return;
    expect(await valuesOf(value.withBands(bands), AROUND)).toEqual(
      await valuesOf(value.withBands(bands.map(keptWithin)), AROUND),
    );
  },
);
