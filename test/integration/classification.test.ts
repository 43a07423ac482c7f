import { beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../infra/local/api-client.ts';
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

  it('keeps a classifier as an asset, which needs its samples no more', async () => {
    const scene = ee.Image(`projects/${DEMO_PROJECT}/assets/landsat7-olinda`);
    const assets = `projects/${DEMO_PROJECT}/assets`;
    const region = ee.Geometry.Rectangle([-34.87, -8.02, -34.84, -7.99]);
    const samples = scene.addBands(scene.select('B4').gt(30).rename('class')).sample({
      region,
      scale: 28.5,
      factor: 0.05,
    });
    // Kept as a table, which is gone when the classifier is used.
    const exported = async (task: {
      id: unknown;
      start(done: () => void, fail: (error: unknown) => void): void;
    }): Promise<Operation> => {
      await new Promise<void>((done, fail) => task.start(done, (error) => fail(new Error(String(error)))));
      const started = await subject.api.find<Operation>(`projects/${DEMO_PROJECT}/operations/${task.id}`);
      if (!started) throw new Error('There is no operation.');
      return subject.api.finish(started);
    };
    const table = `${assets}/class-samples`;
    await exported(ee.batch.Export.table.toAsset(samples, 'class-samples', table));
    const classifier = ee.Classifier.smileRandomForest(10).train({
      features: ee.FeatureCollection(table),
      classProperty: 'class',
      inputProperties: ['B4', 'B5'],
    });
    const assetId = `${assets}/landcover-classifier`;
    const task = ee.batch.Export.classifier.toAsset(classifier, 'landcover-classifier', assetId);
    const operation = await exported(task);
    expect(operation).toMatchObject({
      metadata: { type: 'EXPORT_CLASSIFIER', state: 'SUCCEEDED', destinationUris: [assetId] },
      response: { '@type': 'type.googleapis.com/google.earthengine.v1.ExportClassifierResponse' },
    });
    const different = scene.classify(classifier).neq(scene.classify(ee.Classifier.load(assetId)));
    const reduced = different.reduceRegion({ reducer: ee.Reducer.sum(), geometry: region, scale: 28.5 });
    expect(await called((done) => reduced.evaluate(done))).toEqual({ classification: 0 });
    await called((done) => ee.data.deleteAsset(table, done));
    const loaded = ee.Classifier.load(assetId).setOutputMode('PROBABILITY');
    const mean = scene.classify(loaded).reduceRegion({ reducer: ee.Reducer.mean(), geometry: region, scale: 28.5 });
    const { classification } = await called<{ classification: number }>((done) => mean.evaluate(done));
    expect(classification).toBeGreaterThan(0);
    expect(classification).toBeLessThan(1);
    expect(await subject.api.find(assetId)).toMatchObject({
      type: 'CLASSIFIER',
      name: assetId,
      sizeBytes: expect.stringMatching(/^[1-9]\d*$/),
    });
  });

  it('says why something cannot be kept as a classifier', async () => {
    const cases: [object, RegExp][] = [
      [ee.Number(1), /^Expected a Classifier, got a value of type Integer\.$/],
      [ee.Classifier.smileCart(), /The classifier smileCart has not been trained/],
      [ee.Classifier.load('nowhere/nothing'), /^Classifier\.load: Classifier asset 'nowhere\/nothing' not found/],
      [
        ee.Classifier.load(`projects/${DEMO_PROJECT}/assets/srtm-olinda`),
        /^Classifier\.load: Expected asset '.*srtm-olinda' to be a Classifier, found 'Image'\.$/,
      ],
    ];
    const found = await Promise.all(
      cases.map(async ([classifier], i) => {
        const operation = await subject.api.post(`projects/${DEMO_PROJECT}/classifier:export`, {
          expression: JSON.parse(ee.Serializer.toCloudApiJSON(classifier)),
          assetExportOptions: {
            earthEngineDestination: { name: `projects/${DEMO_PROJECT}/assets/no-classifier-${i}` },
          },
        });
        return subject.api.finish(operation).then(
          () => '',
          (error: Error) => error.message.slice(operation.name.length + 2),
        );
      }),
    );
    found.forEach((message, i) => {
      expect(message).toMatch(cases[i][1]);
    });
  });
});
