import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';
import { both, column, valuesOf } from '../image/places.testing.ts';
import { degreesGrid, imageOf } from '../vector-image/pixels.testing.ts';
import { scene } from './scene.testing.ts';

const one = degreesGrid(1, 1);
/** The values of a call's bands at one pixel, by band. */
async function pixel(name: string, args: { [name: string]: Json }): Promise<{ [band: string]: number | null }> {
  const image = await imageOf(name, args);
  const values = await valuesOf(image, one);
  return Object.fromEntries(image.bands.map(({ id }, i) => [id, values[i][0]]));
}
const collection = (...images: Json[]) => $call('ImageCollection.fromImages', { images });

describe('calibrations', () => {
  it('are linear in counts, by the metadata', async () => {
    const radiance = await pixel('Landsat.calibratedRadiance', { image: scene() });
    expect(radiance['B1']).toBeCloseTo(60 * 0.766 - 2.28583, 4);
    expect(radiance['B6']).toBeCloseTo(140 * 0.055 + 1.18243, 4);
    const reflectance = await pixel('Landsat.TOA', { input: scene() });
    expect(reflectance['B1']).toBeCloseTo((60 * 0.0012582 - 0.003756) / Math.sin((50 * Math.PI) / 180), 6);
    // Table 7 of Chander, Markham and Helder (2009): K1 607.76, K2 1260.56.
    expect(reflectance['B6']).toBeCloseTo(1260.56 / Math.log(607.76 / (140 * 0.055 + 1.18243) + 1), 3);
  });

  it('take reflectance from radiance where the metadata do not have it', async () => {
    const old = $call('Element.set', {
      object: scene(undefined, { EARTH_SUN_DISTANCE: 1.01 }),
      key: 'REFLECTANCE_MULT_BAND_3',
      value: null,
    });
    const { B3 } = await pixel('Landsat.TOA', { input: old });
    const radiance = 40 * 1.044 - 2.21398;
    expect(B3).toBeCloseTo((Math.PI * radiance * 1.01 ** 2) / (1536 * Math.sin((50 * Math.PI) / 180)), 6);
  });

  it("take a band's own constants, leave other bands, and keep properties", async () => {
    const input = $call('Image.addBands', { dstImg: scene(undefined, { K1_CONSTANT_BAND_6: 600 }), srcImg: 9 });
    const values = await pixel('Landsat.TOA', { input });
    expect(values['B6']).toBeCloseTo(1260.56 / Math.log(600 / (140 * 0.055 + 1.18243) + 1), 3);
    expect(values['constant']).toBe(9);
    expect((await imageOf('Landsat.TOA', { input })).property('SENSOR_ID')).toBe('TM');
  });

  it('say what is missing', async () => {
    await expect(pixel('Landsat.TOA', { input: 7 })).rejects.toThrow(
      "Landsat.TOA: The image has no property 'SENSOR_ID'",
    );
    const bare = $call('Image.rename', { input: $call('Image.constant', { value: 7 }), names: ['B1'] });
    await expect(pixel('Landsat.calibratedRadiance', { image: bare })).rejects.toThrow(
      "Landsat.calibratedRadiance: The image has no property 'RADIANCE_MULT_BAND_1', or it is no number.",
    );
  });
});

/** A scene in reflectance and kelvins: blue, green, red, near and short-wave infrared, temperature, short-wave infrared. */
const reflectance = (...values: number[]) =>
  $call('Element.set', {
    object: $call('Image.rename', {
      input: $call('Image.constant', { value: values }),
      names: values.map((_, i) => `B${i + 1}`),
    }),
    key: 'SENSOR_ID',
    value: 'TM',
  });

describe('Landsat.simpleCloudScore', () => {
  const score = async (...values: number[]) =>
    (await pixel('Landsat.simpleCloudScore', { image: reflectance(...values) }))['cloud'];

  it('is the least of the signs', async () => {
    expect(await score(0.5, 0.5, 0.5, 0.5, 0.5, 270, 0.5)).toBe(100);
    expect(await score(0.05, 0.05, 0.05, 0.3, 0.2, 300, 0.1)).toBe(0);
    // Bright enough, but not cool, or like snow.
    expect(await score(0.5, 0.5, 0.5, 0.5, 0.5, 297, 0.5)).toBe(30);
    expect(await score(0.9, 0.9, 0.9, 0.8, 0.1, 270, 0.1)).toBe(0);
    expect(await score(0.2, 0.5, 0.5, 0.5, 0.5, 270, 0.5)).toBe(50);
  });

  it('needs a sensor and its bands', async () => {
    const image = $call('Element.set', { object: reflectance(1), key: 'SENSOR_ID', value: 'MSS' });
    await expect(pixel('Landsat.simpleCloudScore', { image })).rejects.toThrow(
      "Scenes of the sensor 'MSS' are not known.",
    );
    await expect(score(1)).rejects.toThrow("Landsat.simpleCloudScore: The image has no band 'B2'.");
  });
});

const placed = (path: number, clouds: number, index: string) =>
  $call('Element.setMulti', {
    object: $call('Image.constant', { value: 0 }),
    properties: { WRS_PATH: path, WRS_ROW: 1, CLOUD_COVER: clouds, name: index },
  });

it('Landsat.pathRowLimit has the least cloudy scenes of each place, the best of each first', async () => {
  const scenes = collection(
    placed(1, 30, 'a'),
    placed(1, 10, 'b'),
    placed(1, 20, 'c'),
    placed(2, 90, 'd'),
    placed(2, 80, 'e'),
  );
  const names = (args: { [name: string]: Json }) =>
    evaluateLanguage(
      exampleNode('AggregateFeatureCollection.array', {
        collection: $call('Landsat.pathRowLimit', { collection: scenes, ...args }),
        property: 'name',
      }),
    );
  expect(await names({ maxScenesPerPathRow: 2 })).toEqual(['b', 'c', 'd', 'e']);
  expect(await names({ maxScenesPerPathRow: 2, maxScenesTotal: 3 })).toEqual(['b', 'c', 'e']);
  await expect(names({ maxScenesTotal: 0 })).rejects.toThrow("argument 'maxScenesTotal': Must be positive. Got 0.");
});

describe('Landsat.simpleComposite', () => {
  const clear = [60, 50, 40, 70, 80, 150, 30];
  const brighter = [70, 60, 50, 80, 90, 150, 40];
  const cloudy = [250, 250, 250, 250, 250, 60, 250];
  const composite = (images: Json[], args: { [name: string]: Json } = {}) =>
    pixel('Landsat.simpleComposite', { collection: collection(...images), ...args });

  it('leaves clouds out', async () => {
    const expected = await pixel('Landsat.TOA', { input: scene(clear) });
    const found = await composite([scene(cloudy), scene(clear), scene(cloudy)], { asFloat: true });
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    for (const [band, value] of Object.entries(expected)) expect(found[band]).toBeCloseTo(value as number, 5);
    const bytes = await composite([scene(cloudy), scene(clear)]);
    expect(bytes['B1']).toBe(Math.round((expected['B1'] as number) * 255));
    expect(bytes['B6']).toBe(Math.round((expected['B6'] as number) - 100));
  });

  it('takes a percentile of the others', async () => {
    const [low, high] = [
      await pixel('Landsat.TOA', { input: scene(clear) }),
      await pixel('Landsat.TOA', { input: scene(brighter) }),
    ];
    const found = await composite([scene(brighter), scene(clear), scene(cloudy)], { asFloat: true, percentile: 25 });
    for (const band of ['B1', 'B4']) {
      const [a, b] = [low[band] as number, high[band] as number];
      expect(found[band]).toBeCloseTo(a + 0.25 * (b - a), 5);
    }
  });

  it('is masked where all scenes are', async () => {
    const image = $call('Image.updateMask', { image: scene(clear), mask: both('gt', column, 5) });
    const [values] = await valuesOf(
      await imageOf('Landsat.simpleComposite', { collection: collection(image) }),
      degreesGrid(8, 1),
    );
    expect(values.map((value) => value !== null)).toEqual([false, false, false, false, false, false, true, true]);
  });
});

describe('Sentinel2.CDI', () => {
  it('is low where the ratio of the farther bands varies more', async () => {
    const names = ['B7', 'B8', 'B8A'];
    const noise = (seed: number, width: number) =>
      both('add', both('multiply', $call('Image.random', { seed }), width), 100);
    const source = (seven: Json, eight: Json) =>
      $call('Image.rename', {
        input: $call('Image.addBands', {
          dstImg: $call('Image.addBands', { dstImg: seven, srcImg: eight }),
          srcImg: $call('Image.toDouble', { value: 100 }),
        }),
        names,
      });
    const grid = degreesGrid(12, 9, 0, 0);
    const cdi = async (seven: Json, eight: Json) => {
      const image = await imageOf('Sentinel2.CDI', { source: source(seven, eight) });
      expect(image.bands.map(({ id }) => id)).toEqual(['cdi']);
      const [values] = await valuesOf(image, grid);
      return values as number[];
    };
    expect(Math.max(...(await cdi(noise(1, 1), noise(2, 20))))).toBeLessThan(-0.9);
    expect(Math.min(...(await cdi(noise(1, 20), noise(2, 1))))).toBeGreaterThan(0.9);
    const both7 = await cdi(noise(1, 5), noise(1, 5));
    expect(new Set(both7)).toEqual(new Set([0]));
  });

  it('needs its bands', async () => {
    await expect(imageOf('Sentinel2.CDI', { source: 7 })).rejects.toThrow(
      "Sentinel2.CDI: Image has no band named 'B8'. Available band names: [constant].",
    );
  });
});
