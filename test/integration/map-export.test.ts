import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { storage } from '../../functions/shared/google/storage.ts';
import type { Operation } from '../../infra/local/api-client.ts';
import { DEMO_PROJECT } from '../../infra/local/samples.ts';
import { called, connect, ee } from './client.ts';
import { download } from './shared/download.ts';
import { BUCKET, sharedTerrane } from './terrane.ts';

/** Exports of map tiles, started by the official JavaScript client. */
describe('map:export', () => {
  const subject = sharedTerrane();
  const scene = () => ee.Image(`projects/${DEMO_PROJECT}/assets/landsat7-olinda`);
  const look = { bands: ['B4', 'B3', 'B2'], min: 0, max: 120 };

  beforeAll(async () => {
    await connect(subject.url, DEMO_PROJECT);
  });

  async function run(image: object, options: { description: string; [option: string]: unknown }): Promise<Operation> {
    const task = ee.batch.Export.map.toCloudStorage({ image, bucket: BUCKET, ...options });
    await new Promise<void>((done, fail) => task.start(done, (error: unknown) => fail(new Error(String(error)))));
    const started = await subject.api.find<Operation>(`projects/${DEMO_PROJECT}/operations/${task.id}`);
    if (!started) throw new Error('There is no operation.');
    return subject.api.finish(started);
  }

  async function files(folder: string) {
    const [found] = await storage().bucket(BUCKET).getFiles({ prefix: folder });
    return new Map(found.map((file) => [file.name.slice(folder.length), file]));
  }

  const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

  it('writes what a map of the image shows, and a page', async () => {
    const shown = scene().visualize(look);
    const operation = await run(shown, { description: 'tiles-of-olinda', maxZoom: 12, minZoom: 8, path: 'olinda/' });
    expect(operation).toMatchObject({
      metadata: { type: 'EXPORT_TILES', destinationUris: [`gs://${BUCKET}/olinda/`] },
      response: { '@type': 'type.googleapis.com/google.earthengine.v1.ExportMapResponse' },
    });
    const written = await files('olinda/');
    const tiles = [...written.keys()].filter((name) => name !== 'index.html');
    expect(new Set(tiles.map((name) => name.split('/')[0]))).toEqual(new Set(['8', '9', '10', '11', '12']));
    const { urlFormat } = await called<{ urlFormat: string }>((done) => shown.getMap({}, done));
    for (const name of tiles) {
      const [z, x, y] = name.split('/');
      const tile = await fetch(urlFormat.replace('{z}', z).replace('{x}', x).replace('{y}', y));
      const file = written.get(name)!;
      expect(file.metadata.contentType).toBe(tile.headers.get('content-type'));
      expect(digest(await download(BUCKET, file.name))).toBe(digest(new Uint8Array(await tile.arrayBuffer())));
    }
    const page = written.get('index.html')!;
    expect(page.metadata.contentType).toBe('text/html; charset=utf-8');
    expect((await download(BUCKET, page.name)).toString()).toContain('<title>tiles-of-olinda</title>');
  });

  it('leaves empty tiles out where it is asked to', async () => {
    const corner = scene()
      .visualize(look)
      .clip(ee.Geometry.Point([-34.87, -8.0]).buffer(300));
    const masked = corner.updateMask(ee.Image.pixelLonLat().select('longitude').lt(-34.87));
    const options = { maxZoom: 17, minZoom: 17, fileFormat: 'png' };
    await run(masked, { description: 'with-empty', ...options });
    await run(masked, { description: 'without-empty', ...options, skipEmptyTiles: true });
    const [all, some] = [await files('with-empty/'), await files('without-empty/')];
    expect(some.size).toBeLessThan(all.size);
    for (const name of some.keys()) expect(all.has(name)).toBe(true);
    for (const file of all.values())
      expect(file.metadata.contentType).toMatch(/^(image\/png|text\/html; charset=utf-8)$/);
  });

  it('opens tiles to all, and the bucket to pages, where it is asked to', async () => {
    const bucket = storage().bucket(BUCKET);
    await bucket.setMetadata({ cors: [{ origin: ['https://before.example'], method: ['GET'] }] });
    const bucketCorsUris = ['https://code.example', 'https://before.example'];
    const options = { writePublicTiles: true, bucketCorsUris, scale: 40_000, fileFormat: 'jpg' };
    await run(scene().visualize(look), { description: 'open-tiles', ...options });
    const written = await files('open-tiles/');
    expect([...written.keys()].sort()).toEqual(['0/0/0', '1/0/1', '2/1/2', 'index.html']);
    for (const name of written.keys()) {
      const [metadata] = await bucket.request({
        uri: `/o/${encodeURIComponent(`open-tiles/${name}`)}`,
        qs: { projection: 'full' },
      });
      expect(metadata).toMatchObject({ acl: [{ entity: 'allUsers', role: 'READER' }] });
    }
    const [{ cors }] = await bucket.getMetadata();
    expect(cors).toMatchObject([
      { origin: ['https://before.example'] },
      { origin: ['https://code.example'], method: ['GET', 'HEAD'] },
    ]);
  });

  it('says what to do where tiles cannot be made public one by one', async () => {
    const [bucket] = await storage().createBucket('uniform-tiles');
    await bucket.setMetadata({ iamConfiguration: { uniformBucketLevelAccess: { enabled: true } } });
    const options = { bucket: bucket.name, maxZoom: 9, writePublicTiles: true };
    await expect(run(scene().visualize(look), { description: 'uniform', ...options })).rejects.toThrow(
      /cannot be made public one by one: Cannot insert legacy ACL .* Set writePublicTiles to false/,
    );
    await run(scene().visualize(look), { description: 'uniform', ...options, writePublicTiles: false });
    expect((await bucket.getFiles())[0].length).toBeGreaterThan(10);
  });

  it('refuses what has no end', async () => {
    await expect(run(ee.Image(1).toByte(), { description: 'endless', maxZoom: 3 })).rejects.toThrow(
      'Unable to export unbounded image.',
    );
    const region = ee.Geometry.Rectangle([-180, -80, 180, 80], 'EPSG:4326', false);
    await expect(run(ee.Image(1).toByte().clip(region), { description: 'large', maxZoom: 20 })).rejects.toThrow(
      /The map has \d+ tiles; at most 2560000 can be exported/,
    );
    expect((await files('endless')).size + (await files('large')).size).toBe(0);
  });
});
