import { beforeAll, describe, expect, it } from 'vitest';
import { isServiceError } from '../../../functions/shared/errors.ts';
import { BUCKET, call, constant } from '../terrane.ts';
import { type SignedTerrane, signedTerrane } from './signed-terrane.ts';

let signed: SignedTerrane;
let requireBucket: (project: string, bucket: string) => void;

const PROJECT = 'bucket-tests';
const WRITER = 'writer@example.org';
const FOREIGN = 'somebody-elses';

beforeAll(async () => {
  signed = await signedTerrane();
  ({ requireBucket } = await import('../../../functions/shared/access/buckets.ts'));
  const { storage } = await import('../../../functions/shared/google/storage.ts');
  for (const bucket of [FOREIGN, PROJECT]) {
    await storage().createBucket(bucket);
    await storage().bucket(bucket).file('x.txt').save('secret', { resumable: false });
  }
  await signed.share(`projects/${PROJECT}/assets`, { editor: [`user:${WRITER}`] });
}, 60_000);

const refusal = (bucket: string) =>
  `The project '${PROJECT}' may not use the bucket '${bucket}' (or it may not exist). Whoever runs the server can name it in TERRANE_BUCKETS.`;

function may(list: string | undefined, project: string, bucket: string): boolean {
  const before = process.env['TERRANE_BUCKETS'];
  if (list === undefined) delete process.env['TERRANE_BUCKETS'];
  else process.env['TERRANE_BUCKETS'] = list;
  try {
    requireBucket(project, bucket);
    return true;
  } catch (error) {
    expect(isServiceError(error) && error.status).toBe('PERMISSION_DENIED');
    return false;
  } finally {
    process.env['TERRANE_BUCKETS'] = before;
  }
}

describe('the buckets of a project', () => {
  it.each([
    [undefined, 'team-a', 'team-a', true],
    [undefined, 'team-a', 'team-a.appspot.com', true],
    [undefined, 'team-a', 'team-a.firebasestorage.app', true],
    [undefined, 'team-a', 'team-a-more', false],
    [undefined, 'team-a', 'team-b', false],
    ['team-a/shared', 'team-a', 'shared', true],
    ['team-a/shared', 'team-a', 'shared-too', false],
    ['team-a/shared', 'team-ab', 'shared', false],
    ['x/y, team-a/team-a-*', 'team-a', 'team-a-more', true],
    ['x/y, team-a/team-a-*', 'team-b', 'team-a-more', false],
    ['team-*/shared', 'team-b', 'shared', true],
    ['*/shared', 'other', 'shared', true],
    ['*/*', 'other', 'whatever', true],
  ])('with TERRANE_BUCKETS=%s: %s and %s: %s', (list, project, bucket, expected) => {
    expect(may(list, project, bucket)).toBe(expected);
  });

  it("never are Terrane's own", async () => {
    const { assetBucket } = await import('../../../functions/shared/google/storage.ts');
    expect(may('*/*', 'team-a', assetBucket())).toBe(false);
  });
});

describe('a bucket that is not on the list', () => {
  it('is refused as a Blob; the own one is read', async () => {
    const blob = (bucket: string) =>
      signed.compute(
        WRITER,
        PROJECT,
        call('Blob.string', { blob: call('Blob', { url: constant(`gs://${bucket}/x.txt`) }) }),
      );
    expect(await blob(FOREIGN)).toMatchObject({ status: 403, message: refusal(FOREIGN) });
    expect(await blob(PROJECT)).toMatchObject({ status: 200, body: { result: 'secret' } });
  });

  it('is refused as a GeoTIFF', async () => {
    const load = (bucket: string) =>
      signed.compute(WRITER, PROJECT, call('Image.loadGeoTIFF', { uri: constant(`gs://${bucket}/x.tif`) }));
    expect(await load(FOREIGN)).toMatchObject({ status: 403, message: refusal(FOREIGN) });
    const message = `Image.loadGeoTIFF: gs://${PROJECT}/x.tif does not exist.`;
    expect(await load(PROJECT)).toMatchObject({ status: 400, message });
  });

  it('is refused as the place of an image that stays there', async () => {
    const uris = [`gs://${FOREIGN}/x.tif`];
    const location = await signed.call(WRITER, 'POST', `projects/${PROJECT}/assets?assetId=external`, {
      type: 'IMAGE',
      cloudStorageLocation: { uris },
    });
    const imageManifest = { name: `projects/${PROJECT}/assets/external`, tilesets: [{ sources: [{ uris }] }] };
    const imported = await signed.call(WRITER, 'POST', `projects/${PROJECT}/image:importExternal`, { imageManifest });
    for (const reply of [location, imported]) expect(reply).toMatchObject({ status: 403, message: refusal(FOREIGN) });
  });

  it('is refused as the destination of an export, of images and of tables', async () => {
    const bodies = {
      image: { expression: { result: '0', values: { 0: call('Image.constant', { value: constant(1) }) } } },
      table: { expression: { result: '0', values: { 0: call('Collection', { features: constant([]) }) } } },
    };
    for (const [kind, body] of Object.entries(bodies)) {
      const options = (bucket: string) => ({
        cloudStorageDestination: { bucket, filenamePrefix: 'x' },
        fileFormat: kind === 'image' ? 'GEO_TIFF' : 'CSV',
      });
      const send = (bucket: string) =>
        signed.call(WRITER, 'POST', `projects/${PROJECT}/${kind}:export`, {
          ...body,
          fileExportOptions: options(bucket),
        });
      expect(await send(FOREIGN)).toMatchObject({ status: 403, message: refusal(FOREIGN) });
      expect((await send(BUCKET)).status).toBe(200);
    }
  });

  it('is refused as the source of an import, of images and of tables', async () => {
    const name = `projects/${PROJECT}/assets/imported`;
    const sourcesOf = (extension: string) => [{ uris: [`gs://${FOREIGN}/x.${extension}`] }];
    for (const [kind, manifest] of [
      ['image', { imageManifest: { name, tilesets: [{ sources: sourcesOf('tif') }] } }],
      ['table', { tableManifest: { name, sources: sourcesOf('csv') } }],
    ] as const) {
      const reply = await signed.call(WRITER, 'POST', `projects/${PROJECT}/${kind}:import`, manifest);
      expect(reply).toMatchObject({ status: 403, message: refusal(FOREIGN) });
    }
  });
});

it('what is exported to Google Drive goes to its user in a bucket that the project may not use otherwise, and is downloaded from there', async () => {
  process.env['TERRANE_DRIVE_BUCKETS'] = `other-project/${PROJECT},*/${FOREIGN}`;
  const projection = call('Image.setDefaultProjection', {
    image: call('Image.constant', { value: constant(1) }),
    crs: call('Projection', { crs: constant('EPSG:4326') }),
    crsTransform: constant([1, 0, 0, 0, -1, 0]),
  });
  const ring = [
    [0, 4],
    [0, 0],
    [4, 0],
    [4, 4],
  ];
  const geometry = call('GeometryConstructors.Polygon', { coordinates: constant([ring]), geodesic: constant(false) });
  const size = { width: constant(4), height: constant(4) };
  const image = call('Image.clipToBoundsAndScale', { input: projection, geometry, ...size });
  const started = await signed.call(WRITER, 'POST', `projects/${PROJECT}/image:export`, {
    expression: { result: '0', values: { 0: image } },
    fileExportOptions: { fileFormat: 'GEO_TIFF', driveDestination: { folder: 'maps', filenamePrefix: 'four' } },
  });
  expect(started.message).toBe('');
  const name = started.body['name'] as string;
  expect((await signed.ended(name)).error).toBeUndefined();
  const downloads = async () => {
    const { status, body } = await signed.call(WRITER, 'POST', `${name}:createDownloads`, {});
    return [status, (body as { downloads?: { uri: string }[] }).downloads?.map(({ uri }) => uri)];
  };
  expect(await downloads()).toEqual([200, [`gs://${FOREIGN}/drive/${PROJECT}/${WRITER}/maps/four.tif`]]);
  // It is there for several projects: none reads or writes it but so.
  expect(() => requireBucket(PROJECT, FOREIGN)).toThrow("holds Terrane's own data");
  // Not any more once that is no bucket of theirs.
  const again = async () => (await signed.call(WRITER, 'POST', `${name}:rerun`, {})).status;
  expect(await again()).toBe(200);
  delete process.env['TERRANE_DRIVE_BUCKETS'];
  expect((await downloads())[0]).toBe(403);
  expect(await again()).toBe(403);
});
