import { beforeAll, describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import type { Context } from '../context.ts';
import { $call, exampleNode } from '../example.ts';
import { landsatContext } from './landsat.testing.ts';

/** A square of 60 by 60 pixels of the scene, of which some are sea and some are land. */
const REGION = $call('GeometryConstructors.Polygon', {
  coordinates: [
    [
      [296_500, 9_115_000],
      [298_210, 9_115_000],
      [298_210, 9_116_710],
      [296_500, 9_116_710],
    ],
  ],
  crs: $call('Projection', { crs: 'EPSG:31985' }),
  geodesic: false,
});
const SCENE = $call('Image.load', { id: 'landsat' });
/** Land is where the near infrared is brighter than 30, which a tree over all bands has to find out. */
const LAND = $call('Image.rename', {
  input: $call('Image.gt', { image1: $call('Image.select', { input: SCENE, bandSelectors: ['B4'] }), image2: 30 }),
  names: ['land'],
});
const SAMPLE = $call('Image.sample', {
  image: $call('Image.addBands', { dstImg: SCENE, srcImg: LAND }),
  region: REGION,
  factor: 0.2,
});
const trained = (classifier: Json): Json =>
  $call('Classifier.train', { classifier, features: SAMPLE, classProperty: 'land' });

describe('classifying real pixels', () => {
  let context: Context;
  const run = (name: string, args: { readonly [name: string]: Json }): Promise<Json> =>
    evaluateLanguage(exampleNode(name, args), {}, context);
  const mean = (image: Json): Promise<Json> =>
    run('Image.reduceRegion', { image, reducer: $call('Reducer.mean', {}), geometry: REGION });

  beforeAll(async () => {
    context = await landsatContext();
  });

  it('finds land and sea as they are', async () => {
    const share = (await mean(LAND)) as { land: number };
    expect(share.land).toBeGreaterThan(0.05);
    expect(share.land).toBeLessThan(0.95);
    for (const classifier of [
      $call('Classifier.smileCart', {}),
      $call('Classifier.smileRandomForest', { numberOfTrees: 10 }),
      $call('Classifier.smileKNN', { k: 3 }),
    ]) {
      const image = $call('Image.classify', { image: SCENE, classifier: trained(classifier) });
      const wrong = $call('Image.neq', { image1: image, image2: LAND });
      expect(((await mean(wrong)) as { classification: number }).classification).toBeLessThan(0.02);
    }
  });

  it('is masked where an input is', async () => {
    const masked = $call('Image.updateMask', { image: SCENE, mask: LAND });
    const classifier = trained($call('Classifier.smileCart', {}));
    const image = $call('Image.classify', { image: masked, classifier, outputName: 'x' });
    expect(await mean(image)).toEqual({ x: 1 });
  });

  it('gives arrays of probabilities', async () => {
    const classifier = $call('Classifier.setOutputMode', {
      classifier: trained($call('Classifier.smileRandomForest', { numberOfTrees: 10 })),
      mode: 'MULTIPROBABILITY',
    });
    const image = $call('Image.classify', { image: SCENE, classifier });
    expect(((await run('Image.bandTypes', { image })) as { classification: Json }).classification).toEqual({
      type: 'PixelType',
      precision: 'double',
      dimensions: 1,
    });
    const sums = $call('Image.arrayReduce', { input: image, reducer: $call('Reducer.sum', {}), axes: [0] });
    const total = $call('Image.arrayGet', { image: sums, position: 0 });
    expect(((await mean(total)) as { classification: number }).classification).toBeCloseTo(1, 9);
  });

  it('has bands of their own for the suitability and for what clamping changes', async () => {
    const classifier = trained($call('Classifier.amnhMaxent', { randomTestPoints: 50 }));
    const image = $call('Image.classify', { image: SCENE, classifier });
    const type = { type: 'PixelType', precision: 'float' };
    expect(await run('Image.bandTypes', { image })).toEqual({ probability: type, clamp: type });
    const onLand = (await mean($call('Image.updateMask', { image, mask: LAND }))) as { probability: number };
    const atSea = (await mean($call('Image.updateMask', { image, mask: $call('Image.not', { value: LAND }) }))) as {
      probability: number;
    };
    expect(onLand.probability).toBeGreaterThan(atSea.probability + 0.3);
  });

  it('clusters them', async () => {
    const clusterer = $call('Clusterer.train', {
      clusterer: $call('Clusterer.wekaKMeans', { nClusters: 2, init: 1 }),
      features: SAMPLE,
      inputProperties: ['B4', 'B5', 'B6'],
    });
    const image = $call('Image.cluster', { image: SCENE, clusterer });
    const wrong = $call('Image.neq', { image1: image, image2: LAND });
    const share = ((await mean(wrong)) as { cluster: number }).cluster;
    // The clusters have no order.
    expect(Math.min(share, 1 - share)).toBeLessThan(0.1);
  });

  it('names a band that is missing', async () => {
    const image = $call('Image.select', { input: SCENE, bandSelectors: ['B1', 'B2'] });
    const classifier = trained($call('Classifier.smileCart', {}));
    await expect(run('Image.classify', { image, classifier })).rejects.toThrow(
      "Image.classify: Image has no band named 'B3'. Available band names: [B1, B2].",
    );
  });
});
