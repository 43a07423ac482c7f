import { describe, expect, it } from 'vitest';
import { call, constant, evaluateLanguage } from '../../../expression/language.testing.ts';
import type { Json } from '../../../values/value.ts';

const mercator = call('Projection', { crs: constant('EPSG:3857') });
const image = call('Image.setDefaultProjection', {
  image: call('Image.constant', { value: constant([7, 1.5]) }),
  crs: mercator,
});
const square = call('GeometryConstructors.Polygon', {
  coordinates: constant([
    [
      [0, 0],
      [3, 0],
      [3, 2],
      [0, 2],
    ],
  ]),
  crs: mercator,
  geodesic: constant(false),
});
type Collection = { features: { id: string; properties: { [name: string]: Json }; geometry: Json }[] };

describe('Image.sample', () => {
  const sample = async (args: { [name: string]: Json }) =>
    ((await evaluateLanguage(call('Image.sample', { image, region: square, ...args }))) as unknown as Collection)
      .features;

  it('takes each pixel of a region, with its bands as properties', async () => {
    const features = await sample({});
    expect(features.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(features[0]).toMatchObject({ geometry: null, properties: { constant_0: 7, constant_1: 1.5 } });
  });

  it('says where the pixels are if asked to', async () => {
    const [{ geometry }] = await sample({ geometries: constant(true) });
    const [longitude, latitude] = (geometry as { coordinates: number[] }).coordinates;
    expect(longitude).toBeCloseTo(0.5 / 111_319.49, 8);
    expect(Math.abs(latitude)).toBeLessThan(2 / 110_000);
  });

  it('leaves masked pixels out, unless told otherwise', async () => {
    const masked = call('Image.updateMask', { image, mask: constant(0) });
    expect(await sample({ image: masked })).toEqual([]);
    const kept = await sample({ image: masked, dropNulls: constant(false) });
    expect(kept[0].properties).toEqual({ constant_0: null, constant_1: null });
  });

  it('takes about the share that is asked for, the same for the same seed', async () => {
    const wide = call('GeometryConstructors.Polygon', {
      coordinates: constant([
        [
          [0, 0],
          [100, 0],
          [100, 100],
          [0, 100],
        ],
      ]),
      crs: mercator,
      geodesic: constant(false),
    });
    const args = { region: wide, factor: constant(0.1), seed: constant(3), geometries: constant(true) };
    const features = await sample(args);
    expect(features.length).toBeGreaterThan(850);
    expect(features.length).toBeLessThan(1150);
    expect(await sample(args)).toEqual(features);
    expect(await sample({ ...args, seed: constant(4) })).not.toEqual(features);
  });
});

describe('Image.sampleRectangle', () => {
  it('makes an array of rows and columns a band', async () => {
    const feature = await evaluateLanguage(call('Image.sampleRectangle', { image, region: square }));
    expect(feature).toMatchObject({
      type: 'Feature',
      properties: {
        constant_0: [
          [7, 7, 7],
          [7, 7, 7],
        ],
        constant_1: [
          [1.5, 1.5, 1.5],
          [1.5, 1.5, 1.5],
        ],
      },
    });
  });

  it('needs a default where pixels are masked', async () => {
    const masked = call('Image.updateMask', { image, mask: constant(0) });
    const rectangle = (args: { [name: string]: Json }) =>
      evaluateLanguage(call('Image.sampleRectangle', { image: masked, region: square, ...args }));
    await expect(rectangle({})).rejects.toThrow(/^Image.sampleRectangle: Fully masked pixels .* band 'constant_0'/);
    expect(await rectangle({ defaultValue: constant(-1) })).toMatchObject({
      properties: {
        constant_0: [
          [-1, -1, -1],
          [-1, -1, -1],
        ],
      },
    });
  });
});
