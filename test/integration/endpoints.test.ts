import { expect, inject, it } from 'vitest';
import { called, connect, ee } from './client.ts';
import { info } from './info.ts';
import { sharedTerrane } from './terrane.ts';

const { url } = sharedTerrane();
const { highVolumeUrl } = inject('terrane');

it('the high-volume endpoint has the same assets, maps and tasks at an address of its own, which clients take as their URL', async () => {
  expect(highVolumeUrl).not.toBe(url);
  await connect(highVolumeUrl, 'terrane-demo');
  const image = ee.Image('projects/terrane-demo/assets/landsat7-olinda');
  const mean = () => info(image.select('B4').reduceRegion({ reducer: ee.Reducer.mean(), scale: 300 }));
  const there = await mean();
  const map = (await called((done) => image.getMapId({ bands: ['B4'], max: 255 }, done))) as {
    formatTileUrl(x: number, y: number, zoom: number): string;
  };
  const address = map.formatTileUrl(6604, 8556, 14);
  expect(address).toMatch(`${highVolumeUrl}/v1/projects/`);
  const tile = async (from: string) => Buffer.from(await (await fetch(from)).arrayBuffer());
  const first = await tile(address);
  expect(await tile(address)).toEqual(first);
  // A map that was made at one endpoint is there at the other one.
  expect(await tile(address.replace(highVolumeUrl, url))).toEqual(first);
  await connect(url, 'terrane-demo');
  expect(await mean()).toEqual(there);
  expect(await mean()).toEqual(there);
});

it('what is computed at the standard endpoint follows the assets, although it is kept', async () => {
  const project = 'endpoints-kept';
  const { api } = sharedTerrane();
  const asset = `projects/${project}/assets/points`;
  const count = async (at: string) => {
    const size = {
      functionInvocationValue: {
        functionName: 'AggregateFeatureCollection.sum',
        arguments: {
          collection: {
            functionInvocationValue: {
              functionName: 'Collection.loadTable',
              arguments: { tableId: { constantValue: asset } },
            },
          },
          property: { constantValue: 'n' },
        },
      },
    };
    const reply = await fetch(`${at}/v1/projects/${project}/value:compute`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ expression: { result: '0', values: { 0: size } } }),
    });
    return ((await reply.json()) as { result: unknown }).result;
  };
  const write = async (numbers: readonly number[]) => {
    const features = numbers.map((n) => ({
      functionInvocationValue: { functionName: 'Feature', arguments: { metadata: { constantValue: { n } } } },
    }));
    const expression = {
      result: '0',
      values: {
        0: {
          functionInvocationValue: {
            functionName: 'Collection',
            arguments: { features: { arrayValue: { values: features } } },
          },
        },
      },
    };
    const assetExportOptions = { earthEngineDestination: { name: asset, overwrite: true } };
    await api.finish(await api.post(`projects/${project}/table:export`, { expression, assetExportOptions }));
  };
  await write([1, 2]);
  expect([await count(url), await count(url), await count(highVolumeUrl)]).toEqual([3, 3, 3]);
  await write([5, 6]);
  // Each process believes for a second and a half what it has read.
  for (const at of [url, highVolumeUrl]) await expect.poll(() => count(at), { timeout: 10_000 }).toBe(11);
});
