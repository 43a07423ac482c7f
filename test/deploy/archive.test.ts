import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeRefusal } from '../../functions/node-version.ts';
import { startProvider, type TestProvider } from '../../functions/shared/identity/identity.testing.ts';
import { makeArchive } from '../../infra/deploy/archive.ts';
import { SERVICES } from '../../infra/generate/services.ts';
import { type LocalCloud, startLocalCloud } from '../../infra/local/cloud.ts';
import { square } from '../integration/batch/terrane.ts';
import { digestOf, freePort, type Started, startFunction, type Unpacked, unpackArchive } from './unpacked.ts';

const PROJECT = 'projects/a-team';

const REFUSAL = /^Terrane needs Node\.js 22\.18 or newer\. This is Node\.js \d+\.\d+\.\d+\.$/;

/** A Node.js on this machine that is too old to run Terrane: the one that is there beside ours. */
const OLD = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'node'))
  .filter((file) => existsSync(file))
  .find((file) => nodeRefusal(spawnSync(file, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout.trim()));

let unpacked: Unpacked;
let cloud: LocalCloud;
let provider: TestProvider;
let interactive: Started;
let batch: Started;
let urls: { readonly interactive: string; readonly batch: string };
let bucketUrl: string;

beforeAll(async () => {
  unpacked = await unpackArchive();
  cloud = await startLocalCloud();
  provider = await startProvider();
  const [first, second] = [await freePort(), await freePort()];
  urls = { interactive: `http://127.0.0.1:${first}`, batch: `http://127.0.0.1:${second}` };
  bucketUrl = `${cloud.env.STORAGE_EMULATOR_HOST}/storage/v1/b`;
  for (const name of ['a-project-terrane', 'results']) {
    await fetch(`${bucketUrl}?project=a-project`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    });
  }
  const environment = {
    ...cloud.env,
    GOOGLE_CLOUD_PROJECT: 'a-project',
    TERRANE_BATCH_URL: urls.batch,
    TERRANE_TASKS_SERVICE_ACCOUNT: 'terrane-tasks@a-project.iam.gserviceaccount.com',
    TERRANE_AUTH: 'oidc',
    TERRANE_OIDC_ISSUER: provider.issuer,
    TERRANE_OIDC_AUDIENCE: 'terrane',
    TERRANE_OWNERS: 'boss@example.org',
    TERRANE_BUCKETS: '*/results',
    TERRANE_USERS: '@example.org',
    TERRANE_THREADS: String(SERVICES['interactive']!.slots),
    TERRANE_WORKER_MEGABYTES: String(SERVICES['interactive']!.heap),
  };
  interactive = startFunction(unpacked.folder, 'interactive', first, environment);
  batch = startFunction(unpacked.folder, 'batch', second, environment);
  await Promise.all([interactive.ready(), batch.ready()]);
}, 180_000);

afterAll(async () => {
  await Promise.all([interactive?.stop(), batch?.stop()]);
  provider?.stop();
  await cloud?.stop();
  unpacked?.remove();
});

interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: { readonly [field: string]: unknown };
}

async function call(user: string | undefined, url: string, path: string, body?: object): Promise<Reply> {
  const token = user === undefined ? undefined : await provider.signed({ sub: user, email: user });
  const response = await fetch(url + path, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Reply['body'] };
}

describe('the archive', () => {
  it('is the same whenever it is built', async () => {
    expect(digestOf(await makeArchive())).toBe(unpacked.digest);
  });

  it('has the built code and what says which packages it needs, and no sources', () => {
    const folders = new Set(unpacked.names.map((name) => name.split('/')[0]));
    expect([...folders].toSorted()).toEqual(['LICENSE', 'dist', 'package-lock.json', 'package.json']);
    expect(unpacked.names.filter((name) => /\.(ts|map)$|\.testing\.|\.test\.|fixtures/.test(name))).toEqual([]);
    // A function that starts cold reads few files.
    const code = unpacked.names.filter((name) => /^dist\/functions\/.*\.js$/.test(name));
    expect(code).toEqual(
      expect.arrayContaining(['dist/functions/main.js', 'dist/functions/shared/jobs/threads/worker.js']),
    );
    expect(code.length).toBeLessThan(50);
  });

  it('has the web console, which the function serves', async () => {
    expect(unpacked.names).toContain('dist/console/index.html');
    expect(unpacked.names).toContain('dist/console/sandbox.html.br');
    const page = await fetch(`${urls.interactive}/`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=UTF-8']);
    // Uploads go to Cloud Storage itself.
    expect(page.headers.get('content-security-policy')).toContain(
      `connect-src 'self' ${cloud.env.STORAGE_EMULATOR_HOST};`,
    );
  });

  it('needs no build, and says which Node.js runs it', () => {
    const manifest = JSON.parse(readFileSync(join(unpacked.folder, 'package.json'), 'utf8')) as {
      readonly main: string;
      readonly scripts: { readonly [name: string]: string };
      readonly engines: { readonly node: string };
    };
    expect(unpacked.names).toContain(manifest.main);
    // The buildpack runs `build` unless there is a `gcp-build`; an empty one runs nothing.
    expect(manifest.scripts['gcp-build']).toBe('');
    expect(manifest.engines.node).toBe('>=22.18');
  });
});

describe('the functions of the archive, started as Cloud Run starts them', () => {
  it('refuse callers without a token, both of them', async () => {
    for (const [url, path] of [
      [urls.interactive, `/v1/${PROJECT}/algorithms`],
      [urls.batch, `/v1/${PROJECT}/operations`],
    ] as const) {
      const { status, headers } = await call(undefined, url, path);
      expect([path, status]).toEqual([path, 401]);
      expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
    expect((await call('eve@elsewhere.org', urls.interactive, `/v1/${PROJECT}/algorithms`)).status).toBe(403);
  });

  it('take no wake-ups from others than Cloud Tasks and Cloud Scheduler', async () => {
    expect((await call('boss@example.org', urls.batch, '/tasks/sweep', {})).status).toBe(403);
  });

  it('compute a value for those who may', async () => {
    const path = `/v1/${PROJECT}/value:compute`;
    // The first call of docs/deploy.md.
    const page = readFileSync(new URL('../../docs/deploy.md', import.meta.url), 'utf8');
    const body = JSON.parse(/value:compute -d '([^']+)'/.exec(page)?.[1] ?? '') as object;
    expect((await call('boss@example.org', urls.interactive, path, body)).body).toEqual({ result: 42 });
    expect((await call('ana@example.org', urls.interactive, path, body)).status).toBe(403);
  });

  it('export an image by way of the queues', async () => {
    const started = await call('boss@example.org', urls.batch, `/v1/${PROJECT}/image:export`, {
      expression: square(8),
      fileExportOptions: {
        fileFormat: 'GEO_TIFF',
        cloudStorageDestination: { bucket: 'results', filenamePrefix: 'square' },
      },
    });
    expect(started).toMatchObject({ status: 200 });
    let operation = started.body;
    for (const end = Date.now() + 60_000; !operation['done'] && Date.now() < end; await sleep(100)) {
      operation = (await call('boss@example.org', urls.batch, `/v1/${String(started.body['name'])}`)).body;
    }
    expect(operation).toMatchObject({ done: true, metadata: { state: 'SUCCEEDED' } });
    const file = await fetch(`${bucketUrl}/results/o/square.tif?alt=media`);
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 4)
        .toString('latin1'),
    ).toMatch(/^(II\*\0|II\+\0)$/);
  });
});

describe.skipIf(OLD === undefined)('an older Node.js (skipped where there is none)', () => {
  it('is refused with one line by the functions', async () => {
    const started = startFunction(unpacked.folder, 'interactive', await freePort(), { TERRANE_AUTH: 'open' }, OLD);
    expect(await new Promise((resolve) => started.process.on('close', resolve))).toBe(1);
    const lines = started.output().trim().split('\n');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toEqual({ severity: 'ERROR', message: expect.stringMatching(REFUSAL) });
  });

  it('is refused with one line by `npm start`', () => {
    const file = fileURLToPath(new URL('../../infra/local/require-node.cjs', import.meta.url));
    const { status, stdout, stderr } = spawnSync(OLD!, [file], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr.trim()).toMatch(REFUSAL);
    expect(spawnSync(process.execPath, [file]).status).toBe(0);
  });
});
