import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PROJECT } from '../../infra/local/samples.ts';
import { called, connect, ee } from './client.ts';
import { sharedTerrane } from './terrane.ts';

/** What people do to classify an image, as the official guide has it, with the official JavaScript client. */
describe('supervised classification, with the official JavaScript client', () => {
  const subject = sharedTerrane();

  beforeAll(async () => {
    await connect(subject.url, DEMO_PROJECT);
  });

  it('samples, trains, assesses, classifies and shows', async () => {
    const scene = ee.Image(`projects/${DEMO_PROJECT}/assets/landsat7-olinda`);
    const bands = ['B1', 'B2', 'B3', 'B4', 'B5', 'B7'];
    // Water, vegetation and the rest by simple thresholds, which a forest has to find out from samples.
    const index = scene.normalizedDifference(['B4', 'B3']);
    const label = index.gt(0).add(scene.select('B4').gt(30)).rename('landcover');
    const region = ee.Geometry.Rectangle([-34.87, -8.02, -34.84, -7.99]);
    const samples = scene.addBands(label).sample({ region, scale: 28.5, factor: 0.1, seed: 3 }).randomColumn();
    const training = samples.filter(ee.Filter.lt('random', 0.7));
    const validation = samples.filter(ee.Filter.gte('random', 0.7));
    const classifier = ee.Classifier.smileRandomForest(20).train({
      features: training,
      classProperty: 'landcover',
      inputProperties: bands,
    });
    const matrix = validation.classify(classifier).errorMatrix('landcover', 'classification');
    expect(await called((done) => matrix.accuracy().evaluate(done))).toBeGreaterThan(0.95);
    expect(await called((done) => classifier.confusionMatrix().accuracy().evaluate(done))).toBeGreaterThan(0.98);

    const explained = await called<{ importance: object; trees: string[] }>((done) =>
      classifier.explain().evaluate(done),
    );
    expect(Object.keys(explained.importance)).toEqual(bands);
    expect(explained.trees.length).toBe(20);

    const classified = scene.classify(classifier);
    const info = await called<{ bands: object[] }>((done) => classified.getInfo(done));
    expect(info.bands).toMatchObject([
      { id: 'classification', crs: 'EPSG:31985', data_type: { precision: 'int', min: 0, max: 2 } },
    ]);
    const wrong = classified.neq(label).reduceRegion({ reducer: ee.Reducer.mean(), geometry: region, scale: 28.5 });
    const { classification } = await called<{ classification: number }>((done) => wrong.evaluate(done));
    expect(classification).toBeLessThan(0.03);

    const { urlFormat } = await called<{ urlFormat: string }>((done) =>
      classified.getMap({ min: 0, max: 2, palette: ['0000ff', 'aaaaaa', '00ff00'] }, done),
    );
    const [zoom, x, y] = [12, Math.floor(((-34.855 + 180) / 360) * 4096), 2139];
    const tile = await fetch(
      urlFormat.replace('{z}', String(zoom)).replace('{x}', String(x)).replace('{y}', String(y)),
    );
    expect(tile.status).toBe(200);
    expect(tile.headers.get('content-type')).toBe('image/png');
  });
});
