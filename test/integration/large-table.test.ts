import { afterAll, beforeAll, expect, it } from 'vitest';
import { storage } from '../../functions/shared/google/storage.ts';
import { ApiClient } from '../../infra/local/api-client.ts';
import { type LocalTerrane, serveTerrane } from '../../infra/local/serve.ts';
import { connect, ee } from './client.ts';
import { info } from './info.ts';

const PROJECT = 'large-table';
const BUCKET = 'test-large-table';

let terrane: LocalTerrane;
let api: ApiClient;
beforeAll(async () => {
  // Less than the features of the file take as objects.
  process.env['TERRANE_WORKER_MEGABYTES'] = '85';
  process.env['TERRANE_LOG'] ??= 'off';
  terrane = await serveTerrane();
  await storage().createBucket(BUCKET);
  api = new ApiClient(terrane.url, PROJECT);
  await connect(terrane.url, PROJECT);
});
afterAll(() => terrane?.stop());

it('a large file is imported without being held in memory', async () => {
  function* lines() {
    yield 'name,longitude,latitude,value\n';
    for (let i = 0; i < 100_000; i++) {
      yield `place ${i},${((i * 7919) % 360_000) / 1000 - 180},${((i * 104_729) % 170_000) / 1000 - 85},${i / 8}\n`;
    }
  }
  const name = `projects/${PROJECT}/assets/large`;
  await storage()
    .bucket(BUCKET)
    .file('large.csv')
    .save([...lines()].join(''));
  const tableManifest = { name, sources: [{ uris: [`gs://${BUCKET}/large.csv`] }] };
  await api.finish(await api.post(`projects/${PROJECT}/table:import`, { tableManifest }));
  const large = ee.FeatureCollection(name);
  expect(await info(large.size())).toBe(100_000);
  expect(await info(large.aggregate_sum('value'))).toBe((99_999 * 100_000) / 16);
  expect(await info(large.first().get('name'))).toBe('place 0');
  const box = ee.Geometry.Rectangle([10, 40, 12, 42], undefined, false);
  const near = await info<string[]>(large.filterBounds(box).aggregate_array('system:index'));
  const scanned = large.filter(
    ee.Filter.and(ee.Filter.rangeContains('longitude', 10, 12), ee.Filter.rangeContains('latitude', 40, 42)),
  );
  expect(near.length).toBeGreaterThan(2);
  expect(near).toEqual(await info(scanned.aggregate_array('system:index')));
  await expect(info(large.toList(100_000).size())).rejects.toThrow('User memory limit exceeded.');
}, 180_000);
