import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { storage } from '../../functions/shared/google/storage.ts';
import { ApiClient, type Operation } from '../../infra/local/api-client.ts';
import { call, constant, sharedTerrane, type TestTerrane } from './terrane.ts';

/** Users' files: in by a session of Cloud Storage, out by a name that cannot be guessed. */

const PROJECT = 'uploads-project';
const FILE = readFileSync(new URL('../../samples/landsat7-olinda.tif', import.meta.url));

interface Upload {
  readonly uri: string;
  readonly uploadUrl: string;
}

let terrane: TestTerrane;
let api: ApiClient;
/** A page of another server on this machine: the browser asks whether it may. */
const origin = 'http://localhost:5173';

beforeAll(() => {
  terrane = sharedTerrane();
  api = new ApiClient(terrane.url, PROJECT);
});

/** Asks for an upload as a page does. */
async function ask(body: object, headers: Record<string, string> = { origin }) {
  const response = await fetch(`${terrane.url}/v1/projects/${PROJECT}/uploads`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Upload & { error?: { message: string } } };
}

async function upload(name: string, bytes: Uint8Array): Promise<string> {
  const { body } = await ask({ name, size: bytes.length });
  const sent = await fetch(body.uploadUrl, { method: 'PUT', headers: { origin }, body: Buffer.from(bytes) });
  expect(sent.status).toBe(200);
  expect(sent.headers.get('access-control-allow-origin')).toBe(origin);
  return body.uri;
}

function importing(project: string, uri: string, asset: string): Promise<Operation> {
  return new ApiClient(terrane.url, project).post(`projects/${project}/image:import`, {
    imageManifest: { name: `projects/${project}/assets/${asset}`, tilesets: [{ sources: [{ uris: [uri] }] }] },
  });
}

async function isThere(uri: string): Promise<boolean> {
  const [, bucket = '', object = ''] = /^gs:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  return (await storage().bucket(bucket).file(object).exists())[0];
}

describe('uploads', () => {
  it('become assets, and are removed', async () => {
    const uri = await upload('elevation.tif', FILE);
    expect(uri).toMatch(new RegExp(`^gs://[a-z-]+-terrane-uploads/uploads/${PROJECT}/[0-9a-f-]{36}/elevation\\.tif$`));
    await api.finish(await importing(PROJECT, uri, 'elevation'));
    expect(await api.find(`projects/${PROJECT}/assets/elevation`)).toMatchObject({ type: 'IMAGE' });
    await expect.poll(() => isThere(uri)).toBe(false);
  });

  it('stay when their import fails, so that it can be tried in another way', async () => {
    const uri = await upload('nothing.tif', Buffer.from('no raster'));
    await expect(importing(PROJECT, uri, 'nothing').then((operation) => api.finish(operation))).rejects.toThrow('TIFF');
    await sleep(100);
    expect(await isThere(uri)).toBe(true);
  });

  it('are the project’s own', async () => {
    const uri = await upload('mine.tif', FILE);
    const theirs = importing('another-project', uri, 'stolen').then((operation) => api.finish(operation));
    await expect(theirs).rejects.toThrow("holds Terrane's own data");
    const external = api.post(`projects/${PROJECT}/image:importExternal`, {
      imageManifest: { name: `projects/${PROJECT}/assets/lasting`, tilesets: [{ sources: [{ uris: [uri] }] }] },
    });
    await expect(external).rejects.toThrow(/a day only|holds Terrane's own data|would have to convert|cannot/);
    const bucket = uri.split('/')[2];
    const exported = api.post(`projects/${PROJECT}/image:export`, {
      expression: { result: '0', values: { 0: call('Image.constant', { value: constant(1) }) } },
      fileExportOptions: { cloudStorageDestination: { bucket, filenamePrefix: `uploads/${PROJECT}/planted` } },
    });
    await expect(exported).rejects.toThrow("holds Terrane's own data");
  });

  it('can be resumed where they broke off', async () => {
    const { body } = await ask({ name: 'parts.tif', size: FILE.length });
    const half = 256 * 1024;
    const put = (range: string, bytes?: Uint8Array) =>
      fetch(body.uploadUrl, {
        method: 'PUT',
        headers: { origin, 'content-range': range },
        ...(bytes ? { body: Buffer.from(bytes) } : {}),
      });
    const first = await put(`bytes 0-${half - 1}/${FILE.length}`, FILE.subarray(0, half));
    expect([first.status, first.headers.get('access-control-expose-headers')]).toEqual([
      308,
      expect.stringContaining('range'),
    ]);
    expect((await put(`bytes */${FILE.length}`)).headers.get('range')).toBe(`bytes=0-${half - 1}`);
    const last = await put(`bytes ${half}-${FILE.length - 1}/${FILE.length}`, FILE.subarray(half));
    expect(((await last.json()) as { size: string }).size).toBe(String(FILE.length));
  });

  it('take the bytes that were announced, and no others', async () => {
    const { body } = await ask({ name: 'short.tif', size: 10 });
    const sent = await fetch(body.uploadUrl, { method: 'PUT', body: Buffer.from('more than ten bytes') });
    expect(sent.status).toBe(400);
    expect(await isThere(body.uri)).toBe(false);
    // A piece that goes beyond them ends the session, too.
    const second = await ask({ name: 'long.tif', size: 10 });
    const init = { method: 'PUT', headers: { 'content-range': 'bytes 0-262143/*' }, body: Buffer.alloc(262_144) };
    expect((await fetch(second.body.uploadUrl, init)).status).toBe(400);
    expect((await fetch(second.body.uploadUrl, init)).status).toBe(404);
  });

  it.each([
    ['../../etc/pass wd.tif', 'pass_wd.tif'],
    ['C:\\data\\Höhe (neu).TIF', 'Hohe_neu_.TIF'],
    ['.hidden.csv', 'hidden.csv'],
    [`${'x'.repeat(300)}.geojson`, `${'x'.repeat(92)}.geojson`],
  ])('of %s are called %s', async (name, expected) => {
    const { body } = await ask({ name, size: 1 });
    expect(body.uri.split('/').at(-1)).toBe(expected);
  });

  it.each([
    [{ size: 1 }, "'name'"],
    [{ name: '???', size: 1 }, "'name'"],
    [{ name: 'a.tif' }, "'size'"],
    [{ name: 'a.tif', size: -1 }, "'size'"],
    [{ name: 'a.tif', size: 10_241 * 2 ** 20 }, 'at most 10240 MB'],
    [{ name: 'a.tif', size: 1, contentType: 'text/html\r\nx: y' }, "'contentType'"],
  ])('are refused for %j', async (body, message) => {
    const reply = await ask(body);
    expect([reply.status, reply.body.error?.message]).toEqual([400, expect.stringContaining(message)]);
  });

  it('are of the page that asked: others are told nothing by the browser', async () => {
    const { uploadUrl } = (await ask({ name: 'a.tif', size: 1 })).body;
    const asked = (from: string) =>
      fetch(uploadUrl, { method: 'OPTIONS', headers: { origin: from, 'access-control-request-method': 'PUT' } });
    const own = await asked(origin);
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    for (const from of ['http://localhost:1', 'https://evil.example', 'null']) {
      const reply = await asked(from);
      expect([from, reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([from, 403, null]);
    }
  });
});

describe.skipIf(process.env['TERRANE_TEST_BUILT'])('beside the local cloud', () => {
  it('uploads go to the address of the server, which passes them on', async () => {
    const { body } = await ask({ name: 'relayed.tif', size: FILE.length }, { origin: terrane.url });
    expect(body.uploadUrl.startsWith(`${terrane.url}/upload/storage/v1/b/`)).toBe(true);
    const sent = await fetch(body.uploadUrl, { method: 'PUT', headers: { origin: terrane.url }, body: FILE });
    expect([sent.status, ((await sent.json()) as { size: string }).size]).toEqual([200, String(FILE.length)]);
    expect((await fetch(body.uploadUrl.replace(/upload_id=.*/, 'upload_id=none'), { method: 'PUT' })).status).toBe(404);
    // Nothing else of Cloud Storage is passed on.
    expect((await fetch(`${terrane.url}/upload/storage/v1/b/x/o?name=y`, { method: 'PUT', body: '' })).status).toBe(
      404,
    );
    expect((await fetch(`${terrane.url}/storage/v1/b?project=x`)).status).toBe(404);
  });

  it('a project’s own bucket is made when it first exports', async () => {
    const project = new ApiClient(terrane.url, 'brand-new-project');
    const operation = await project.post<Operation>('projects/brand-new-project/table:export', {
      expression: { result: '0', values: { 0: call('Collection', { features: constant([]) }) } },
      fileExportOptions: {
        fileFormat: 'CSV',
        cloudStorageDestination: { bucket: 'brand-new-project', filenamePrefix: 'nothing' },
      },
    });
    await project.finish(operation);
    expect(await isThere('gs://brand-new-project/nothing.csv')).toBe(true);
  });
});

describe('results of exports', () => {
  interface Downloads {
    readonly downloads: readonly { readonly name: string; readonly uri: string; readonly sizeBytes: string }[];
  }

  async function exported(filenamePrefix: string): Promise<Operation> {
    return api.finish(
      await api.post(`projects/${PROJECT}/image:export`, {
        expression: {
          result: '0',
          values: {
            0: call('Image.load', { id: constant('projects/terrane-demo/assets/srtm-olinda') }),
          },
        },
        fileExportOptions: {
          fileFormat: 'GEO_TIFF',
          cloudStorageDestination: { bucket: 'test-exports', filenamePrefix },
        },
      }),
    );
  }

  it('are fetched whole, in parts, and not at all where they have not changed', async () => {
    const { name } = await exported('folder/result');
    const { downloads } = await api.post<Downloads>(`${name}:createDownloads`, {});
    expect(downloads).toHaveLength(1);
    const [{ uri, sizeBytes, ...download }] = downloads as [Downloads['downloads'][number]];
    expect(uri).toBe('gs://test-exports/folder/result.tif');
    const url = `${terrane.url}/v1/${download.name}:getFile`;
    const whole = await fetch(url);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect([whole.status, bytes.length]).toEqual([200, Number(sizeBytes)]);
    expect(bytes.subarray(0, 2).toString()).toBe('II');
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      'content-type': 'image/tiff',
      'content-disposition': expect.stringContaining('filename="result.tif"'),
      'accept-ranges': 'bytes',
      'content-length': sizeBytes,
    });
    const etag = whole.headers.get('etag') ?? '';
    const part = await fetch(url, { headers: { range: 'bytes=4-7' } });
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 4-7/${sizeBytes}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(4, 8));
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), (await head.arrayBuffer()).byteLength]).toEqual([200, sizeBytes, 0]); // biome-ignore format: one line
    expect((await fetch(url, { headers: { range: `bytes=${sizeBytes}-` } })).status).toBe(416);
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await fetch(url, { headers: { range: 'bytes=0-0', 'if-range': '"old"' } })).status).toBe(200);
    const guessed = url.replace(/[0-9a-f](?=:getFile)/, (digit) => (digit === '0' ? '1' : '0'));
    expect((await fetch(guessed)).status).toBe(404);
    expect((await fetch(url.replace(PROJECT, 'another-project'))).status).toBe(404);
    // Whoever exports again to the same place has another file.
    await exported('folder/result');
    expect((await fetch(url)).status).toBe(404);
  });

  it('are files: an asset is none, and what has not ended has none', async () => {
    const operation = await api.finish(
      await api.post<Operation>(`projects/${PROJECT}/image:export`, {
        expression: {
          result: '0',
          values: { 0: call('Image.load', { id: constant('projects/terrane-demo/assets/srtm-olinda') }) },
        },
        assetExportOptions: { earthEngineDestination: { name: `projects/${PROJECT}/assets/exported` } },
      }),
    );
    await expect(api.post(`${operation.name}:createDownloads`, {})).rejects.toThrow('its result is an asset');
  });
});
