import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { DEMO_PROJECT } from '../../infra/local/samples.ts';
import { call, constant, sharedTerrane } from './terrane.ts';

const server = sharedTerrane();
const PROJECT = `projects/${DEMO_PROJECT}`;
/** What everybody may have to wait for a change, in milliseconds. */
const SOON = 2_000;

/** Makes an asset of one value around 0 N 0 E, or replaces it. */
async function makeAsset(name: string, value: number): Promise<void> {
  const projected = call('Image.setDefaultProjection', {
    image: call('Image.constant', { value: constant(value) }),
    crs: call('Projection', { crs: constant('EPSG:4326') }),
    crsTransform: constant([1, 0, -20, 0, -1, 20]),
  });
  const ring = [
    [-20, -20],
    [20, -20],
    [20, 20],
    [-20, 20],
  ];
  const image = call('Image.clipToBoundsAndScale', {
    input: projected,
    geometry: call('GeometryConstructors.Polygon', { coordinates: constant([ring]), geodesic: constant(false) }),
    scale: constant(111_319),
  });
  await server.api.finish(
    await server.api.post(`${PROJECT}/image:export`, {
      expression: { result: '0', values: { 0: image } },
      assetExportOptions: { earthEngineDestination: { name, overwrite: true } },
    }),
  );
}

/** Asks again and again, as somebody does who looks at a map, until two seconds have passed. */
async function askUntilSoon<T>(since: number, ask: () => Promise<T>): Promise<T> {
  let answer = await ask();
  while (performance.now() - since < SOON) {
    await sleep(100);
    answer = await ask();
  }
  return answer;
}

const load = (name: string) => call('Image.load', { id: constant(name) });
const DELETED = { status: 400 };

test('a map shows an asset that is replaced, and misses one that is deleted, within two seconds', async () => {
  const name = `${PROJECT}/assets/changing`;
  await makeAsset(name, 10);
  const expression = { result: '0', values: { 0: load(name) } };
  const map = await server.api.post<{ name: string }>(`${PROJECT}/maps`, { expression, fileFormat: 'PNG' });
  const tile = (headers: Record<string, string> = {}) => fetch(`${server.url}/v1/${map.name}/tiles/0/0/0`, { headers });
  const old = await tile();
  const etag = old.headers.get('etag') ?? '';
  expect(old.headers.get('cache-control')).toBe('private, no-cache');
  const oldBytes = Buffer.from(await old.arrayBuffer());
  expect((await tile({ 'if-none-match': etag })).status).toBe(304);

  await makeAsset(name, 200);
  const replaced = await askUntilSoon(performance.now(), async () => {
    const reply = await tile({ 'if-none-match': etag });
    return { status: reply.status, bytes: Buffer.from(await reply.arrayBuffer()) };
  });
  expect(replaced.status).toBe(200);
  expect(replaced.bytes.equals(oldBytes)).toBe(false);

  const deletion = await fetch(`${server.url}/v1/${name}`, { method: 'DELETE' });
  expect(deletion.status).toBe(200);
  expect(await askUntilSoon(performance.now(), async () => ({ status: (await tile()).status }))).toEqual(DELETED);
});

test('a value is of the images that a collection has had for two seconds', async () => {
  const name = `${PROJECT}/assets/fresh-series`;
  await server.api.post(`${PROJECT}/assets?assetId=fresh-series`, { type: 'IMAGE_COLLECTION' });
  const first = call('Collection.first', { collection: call('ImageCollection.load', { id: constant(name) }) });
  const size = () =>
    server.compute(call('Collection.size', { collection: call('ImageCollection.load', { id: constant(name) }) }));
  const image = async () => JSON.stringify(await server.compute(first));
  await makeAsset(`${name}/a`, 1);
  expect(await askUntilSoon(performance.now(), size)).toBe(1);
  const old = await image();
  await makeAsset(`${name}/b`, 2);
  expect(await askUntilSoon(performance.now(), size)).toBe(2);
  await makeAsset(`${name}/a`, 3);
  expect(await askUntilSoon(performance.now(), image)).not.toBe(old);
});
