import type { TilePlace } from '../../functions/shared/jobs/tile-pyramid.ts';
import { DEMO_PROJECT } from '../../infra/local/samples.ts';
import { call, constant, type Expression, expression, type Node } from './target.ts';

const LANDSAT = call('Image.load', { id: constant(`projects/${DEMO_PROJECT}/assets/landsat7-olinda`) });

/** The normalized difference of two bands, plus a number: another number is another map. */
export function ndvi(number: number): Node {
  const difference = call('Image.normalizedDifference', { input: LANDSAT, bandNames: constant(['B4', 'B3']) });
  return call('Image.add', { image1: difference, image2: call('Image.constant', { value: constant(number / 1e6) }) });
}

/** A map window of nine by seven tiles of 256 pixels, over the sample. */
export const VIEWPORT: readonly TilePlace[] = Array.from({ length: 63 }, (_, i) => ({
  zoom: 14,
  x: 6600 + (i % 9),
  y: 8553 + Math.floor(i / 9),
}));

const range = (end: number) => call('List.sequence', { start: constant(1), end: constant(end) });

/** Some hundred million additions: minutes. Another number is another expression. */
export function heavy(number: number): Expression {
  const defined = (argument: string, body: string) => ({
    functionDefinitionValue: { argumentNames: [argument], body },
  });
  const add = (left: Node, right: Node) => call('Number.add', { left, right });
  return {
    result: 'all',
    values: {
      all: call('List.map', { list: range(10_000), baseAlgorithm: defined('x', 'row') }),
      row: call('List.reduce', {
        list: call('List.map', { list: range(10_000), baseAlgorithm: defined('y', 'sum') }),
        reducer: call('Reducer.sum', {}),
      }),
      sum: add(add({ argumentReference: 'x' }, { argumentReference: 'y' }), constant(number)),
    },
  };
}

/** A sum that is not asked for twice. */
export function sum(number: number): Expression {
  return expression(call('Number.add', { left: constant(number), right: constant(1) }));
}

/** The mean of a map's image over the sample, at a scale in metres. */
export function mean(number: number, scale: number): Expression {
  const bounds = call('Image.geometry', { feature: LANDSAT });
  const reduced = call('Image.reduceRegion', {
    image: ndvi(number),
    reducer: call('Reducer.mean', {}),
    geometry: bounds,
    scale: constant(scale),
    maxPixels: constant(1e9),
  });
  return expression(reduced);
}
