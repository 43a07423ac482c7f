import { describe, expect, it } from 'vitest';
import { landsatContext } from '../algorithms/classifier/landsat.testing.ts';
import { $call, exampleNode } from '../algorithms/example.ts';
import { languageContext } from '../expression/language.testing.ts';
import { Image } from '../raster/image.ts';
import type { RasterOpener } from '../raster/source/opener.ts';
import type { Json } from '../values/value.ts';
import { notingVersions } from './loaded-versions.ts';
import { computeValue } from './value.ts';

const landsat = await landsatContext();
const scene = await landsat.assets.image('landsat');

interface Requests {
  readonly run: (name: string, args: { [name: string]: Json }) => Promise<Json>;
  /** The number of times that pixels have been read. */
  reads: number;
}

/** Requests over the scene as it is in a version. */
function requestsOver(version: number): Requests {
  const image = new Image(scene.bands, { id: 'landsat', version });
  const requests: Requests = {
    reads: 0,
    async run(name, args) {
      const open: RasterOpener['open'] = (file) => {
        requests.reads++;
        return landsat.pixels.rasters.open(file);
      };
      const context = {
        ...landsat,
        assets: notingVersions({ ...landsat.assets, image: () => image }),
        pixels: { ...landsat.pixels, rasters: { open } },
      };
      const expression = JSON.stringify({ result: '0', values: { 0: exampleNode(name, args) } });
      const reply = await computeValue({ kind: 'value', caller: { project: 'p' }, expression }, context);
      return JSON.parse(Buffer.from(reply).toString()).result;
    },
  };
  return requests;
}

const SAMPLES = $call('Image.sample', { image: $call('Image.load', { id: 'landsat' }), scale: 500 });

/** The validation result of a classifier that is trained on the samples. */
function validated(classifier: string): { [name: string]: Json } {
  const trained = $call('Classifier.train', {
    classifier: $call(classifier, {}),
    features: SAMPLES,
    classProperty: 'B1',
    inputProperties: ['B4', 'B5'],
  });
  const collection = $call('FeatureCollection.classify', { features: SAMPLES, classifier: trained });
  return { collection, actual: 'B1', predicted: 'classification' };
}

describe('samples of an asset', () => {
  it('are read once by a request and those after it, and anew when the asset has another version', async () => {
    const first = requestsOver(101);
    await first.run('Collection.size', { collection: SAMPLES });
    const { reads } = first;
    expect(reads).toBeGreaterThan(0);
    await first.run('Collection.errorMatrix', validated('Classifier.smileCart'));
    await first.run('Collection.errorMatrix', validated('Classifier.minimumDistance'));
    expect(first.reads).toBe(reads);
    const replaced = requestsOver(102);
    await replaced.run('Collection.errorMatrix', validated('Classifier.smileCart'));
    expect(replaced.reads).toBe(reads);
  });
});

describe('versions that a request has loaded', () => {
  const versions = [7, 7, 8, 8];
  const assets = notingVersions({
    ...languageContext.assets,
    image: (id) => new Image([], { id, version: versions.shift() ?? 0 }),
  });

  it('are known once an asset is loaded, as long as they are the same', async () => {
    expect(assets.loadedVersion?.('a')).toBeUndefined();
    await assets.image('a');
    await assets.image('a');
    expect(assets.loadedVersion?.('a')).toBe(7);
    await assets.image('a');
    await assets.image('a');
    expect(assets.loadedVersion?.('a')).toBeUndefined();
    await assets.table('places');
    expect(assets.loadedVersion?.('places')).toBe(1);
  });
});
