import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';

type Args = { [name: string]: Json };

const region = $call('GeometryConstructors.Rectangle', { coordinates: [0, 0, 2, 1], geodesic: false });
const collection = $call('Collection', { features: [$call('Feature', { geometry: region })] });
const count = $call('Reducer.count', {});
/** A number that JSON does not have, as a computed one. */
const computed: { [name: string]: Json } = {
  Infinity: $call('Number.parse', { input: 'Infinity' }),
  NaN: $call('Number.parse', { input: 'NaN' }),
};

/** What takes a scale, with the other arguments that it needs, and the size of its result. */
const TAKES_SCALE: [string, Args][] = [
  ['Image.reduceRegion', { image: 7, reducer: count, geometry: region }],
  ['Image.reduceRegions', { image: 7, reducer: count, collection }],
  ['Image.sample', { image: 7, region }],
  ['Image.sampleRegions', { image: 7, collection }],
  ['Image.stratifiedSample', { image: 7, region, numPoints: 3 }],
  ['Image.reduceToVectors', { image: 7, geometry: region }],
  ['ImageCollection.getRegion', { collection: $call('ImageCollection.fromImages', { images: [7] }), geometry: region }],
  ['Image.reproject', { image: 7, crs: 'EPSG:4326' }],
  ['Image.setDefaultProjection', { image: 7, crs: 'EPSG:4326' }],
  ['Image.clipToBoundsAndScale', { input: 7, geometry: region }],
  ['Geometry.coveringGrid', { geometry: region, proj: 'EPSG:4326' }],
];
const TAKES_TRANSFORM = TAKES_SCALE.filter(([name]) => !/ample|clipTo|coveringGrid/.test(name)).map(
  ([name, args]): [string, Args] => [name, { ...args, crs: 'EPSG:4326' }],
);
const TAKES_MAX_PIXELS: [string, Args, string][] = [
  [...(TAKES_SCALE[0] as [string, Args]), 'maxPixels'],
  [...(TAKES_SCALE[1] as [string, Args]), 'maxPixelsPerRegion'],
  [...(TAKES_SCALE[5] as [string, Args]), 'maxPixels'],
];

const answerOf = async (name: string, args: Args): Promise<Json | Error> => {
  try {
    return await evaluateLanguage(exampleNode(name, args));
  } catch (error) {
    return error as Error;
  }
};

async function messageOf(name: string, args: Args): Promise<string> {
  const answer = await answerOf(name, args);
  return answer instanceof Error ? answer.message : `no error, but ${JSON.stringify(answer)}`;
}

describe.each(TAKES_SCALE)('the scale of %s', (name, args) => {
  it.each<[string, Json]>([
    ['0', 0],
    ['negative', -30],
    ['NaN', computed.NaN],
    ['Infinity', computed.Infinity],
    ['1e300', 1e300],
    ['1e-300', 1e-300],
    ['1e10', 1e10],
    ['1e-10', 1e-10],
  ])('%s is refused by name', async (_, scale) => {
    expect(await messageOf(name, { ...args, scale })).toMatch(/'scale'.* (must be|Expected type)/);
  });

  it('within the limits is answered', async () => {
    for (const scale of name === 'Geometry.coveringGrid' ? [1e5] : [1e5, 1e9])
      expect(await answerOf(name, { ...args, scale })).not.toBeInstanceOf(Error);
  });

  it('that makes too many pixels is named, or has pixels without a number', async () => {
    const message = await messageOf(name, { ...args, scale: 1e-6 });
    expect(message).toMatch(/'scale'|maxPixels|cells within the bounds|"type":"Image"/);
  });
});

describe.each(TAKES_TRANSFORM)('the transform of %s', (name, args) => {
  it.each<[string, Json]>([
    ['a pixel of no size', [0, 0, 0, 0, 0, 0]],
    ['a pixel without height', [1, 0, 0, 0, 0, 0]],
    ['a pixel that is a line', [1, 1, 0, 1, 1, 0]],
    ['huge pixels', [1e300, 0, 0, 0, 1e300, 0]],
    ['tiny pixels', [1e-300, 0, 0, 0, 1e-300, 0]],
    ['pixels of all sizes', [1e300, 0, 0, 0, 1e-300, 0]],
    ['an origin far away', [1, 0, 1e300, 0, 1, 0]],
    ['too few numbers', [1, 0, 0, 0, 1]],
    ['too many', [1, 0, 0, 0, 1, 0, 0]],
    ['not a number', [1, 0, computed.NaN, 0, 1, 0]],
    ['infinite', [1, 0, 0, 0, 1, computed.Infinity]],
  ])('%s is refused by name', async (_, crsTransform) => {
    expect(await messageOf(name, { ...args, crsTransform })).toMatch(/crsTransform/);
  });

  it('within the limits is answered', async () => {
    expect(await answerOf(name, { ...args, crsTransform: [0.5, 0, 3, 0, -0.5, 7] })).not.toBeInstanceOf(Error);
  });

  it.each<[string, Json]>([
    ['scaled', $call('Projection.scale', { projection: 'EPSG:4326', x: 1e300, y: 1 })],
    ['moved', $call('Projection.translate', { projection: 'EPSG:4326', x: 1e300, y: 1 })],
  ])('of a projection that was %s is refused', async (_, crs) => {
    expect(await messageOf(name, { ...args, crs })).toMatch(/The transform of the projection has/);
  });
});

describe.each(TAKES_MAX_PIXELS)('the most pixels of %s', (name, args, parameter) => {
  it.each<[string, Json]>([
    ['0', 0],
    ['-1', -1],
    ['NaN', computed.NaN],
  ])('%s is refused by name', async (_, value) => {
    expect(await messageOf(name, { ...args, [parameter]: value })).toMatch(
      new RegExp(`'${parameter}'.*(must be positive|Invalid type)`),
    );
  });

  it.each<[string, Json]>([
    ['1e300', 1e300],
    ['Infinity', computed.Infinity],
  ])('%s is as many as there are', async (_, value) => {
    const given = await answerOf(name, { ...args, [parameter]: value });
    expect(given).toEqual(await answerOf(name, args));
    expect(given).not.toBeInstanceOf(Error);
  });
});

it('a pixel much larger than the region counts if its centre is inside', async () => {
  const counted = (scale: number) =>
    answerOf('Image.reduceRegion', { image: 7, reducer: count, geometry: region, scale });
  expect(await counted(1e9)).toEqual({ constant: 0 });
  expect(await counted(111_319.49079327357)).toEqual({ constant: 2 });
});
