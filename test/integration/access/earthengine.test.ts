import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { importPKCS8, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyFile } from '../../../cli/keys/key-file.ts';
import { storage } from '../../../functions/shared/google/storage.ts';
import { now } from '../../../functions/shared/identity/identity.testing.ts';
import { makeBucket } from '../../../infra/local/make-bucket.ts';
import { type Run, runCommand } from '../command-line.ts';
import recorded from './earthengine-requests.json' with { type: 'json' };
import { SECRET, type SignedTerrane, signedTerrane } from './signed-terrane.ts';

/**
 * The command `earthengine`, patched in nothing, against a server that asks who calls: its requests, as they were recorded
 * (infra/generate/record-requests.ts) of the client of July 2026 with google-auth 2.48, and itself where it is.
 */

const PROJECT = 'recorded-robot';
const FILE = fileURLToPath(new URL('../../../samples/srtm-olinda.tif', import.meta.url));

let terrane: SignedTerrane;
let folder: string;
let key: KeyFile;

const command = (...args: string[]): Promise<Run> =>
  runCommand(['--url', terrane.url, '--project', PROJECT, ...args], { cwd: folder, env: {} });

beforeAll(async () => {
  terrane = await signedTerrane();
  folder = mkdtempSync(join(tmpdir(), 'terrane-earthengine-'));
  await makeBucket(PROJECT);
  await storage().bucket(PROJECT).upload(FILE, { destination: 'srtm.tif', resumable: false });
  const made = await command('--token', SECRET, 'key', 'create', 'robot', '--role', 'owner');
  expect([made.code, made.err]).toEqual([0, '']);
  key = JSON.parse(readFileSync(join(folder, 'robot.key.json'), 'utf8')) as KeyFile;
  const copied = 'projects/terrane-demo/assets/srtm-olinda';
  await terrane.share(copied, { viewer: [`serviceAccount:${key.client_email}`] });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('terrane key', () => {
  it('writes a file that only its owner may read, and no other over it', async () => {
    expect(statSync(join(folder, 'robot.key.json')).mode & 0o777).toBe(0o600);
    expect(key).toMatchObject({ type: 'service_account', token_uri: `${terrane.url}/token`, project: PROJECT });
    const before = (await command('--token', SECRET, 'key', 'ls')).out;
    const again = await command('--token', SECRET, 'key', 'create', 'robot');
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('EEXIST')]);
    // The key that was made for it is taken back.
    expect((await command('--token', SECRET, 'key', 'ls')).out).toBe(before);
    expect(before).toContain(`${key.private_key_id}  robot@${PROJECT}.terrane.internal`);
  });

  it('signs the command line in, which needs nothing else then', async () => {
    const run = await runCommand(['--key', 'robot.key.json', 'doctor'], { cwd: folder, env: {} });
    expect([run.code, run.out]).toEqual([0, expect.stringContaining('1 + 2 = 3')]);
    const { out } = await runCommand(['key', 'token'], { cwd: folder, env: { TERRANE_KEY: 'robot.key.json' } });
    expect((await terrane.callWith(out.trim(), 'GET', `projects/${PROJECT}:listAssets`)).status).toBe(200);
  });

  it('takes keys back', async () => {
    const made = await command('--token', SECRET, '--json', 'key', 'create', 'gone', '--role', 'none', '--days', '1');
    const { id } = JSON.parse(made.out) as { id: string };
    expect((await command('--token', SECRET, 'key', 'rm', id)).code).toBe(0);
    const run = await runCommand(['--key', 'gone.key.json', 'asset', 'ls'], { cwd: folder, env: {} });
    expect([run.code, run.err]).toEqual([1, expect.stringContaining('The key is not taken: Invalid JWT Signature.')]);
  });
});

interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly headers: object;
  readonly signed: boolean;
  readonly status: number;
  readonly body?: string;
  readonly form?: string;
  readonly claims?: string;
}

describe('earthengine', () => {
  it('signs in, lists, uploads, copies, shares, moves and removes, as its requests were recorded', async () => {
    let token = '';
    let operation = '';
    for (const request of recorded as readonly Recorded[]) {
      const { method, url, headers, body, form, status } = request;
      const text = form === undefined ? body : form.replace('ASSERTION', await signed(request));
      const reply = await fetch(terrane.url + url.replace(/operations\/[A-Z0-9]{20,}/, operation), {
        method,
        headers: { ...headers, ...(request.signed ? { authorization: `Bearer ${token}` } : {}) },
        ...(text === undefined ? {} : { body: text }),
      });
      const answer = (await reply.json()) as { access_token?: string; name?: string };
      expect([method, url, reply.status, JSON.stringify(answer).slice(0, 300)]).toEqual([
        ...[method, url, status],
        expect.any(String),
      ]);
      if (form !== undefined) token = answer.access_token ?? '';
      if (url.includes('image:import')) {
        operation = answer.name?.replace(/^.*\/(operations\/)/, '$1') ?? '';
        expect(await terrane.ended(answer.name ?? '')).toMatchObject({ metadata: { state: 'SUCCEEDED' } });
      }
      if (url.includes(':getIamPolicy')) expect(Object.keys(answer)).not.toContain('error');
    }
  });

  const PYTHON = process.env['TERRANE_TEST_PYTHON'] ?? '/usr/bin/python3';
  const isThere = spawnSync(PYTHON, ['-c', 'from ee.cli import eecli']).status === 0;

  it.skipIf(!isThere)('does so itself (skipped where it is not installed)', async () => {
    const earthengine = async (...args: string[]) => {
      const signIn = ['--service_account_file', join(folder, 'robot.key.json')];
      const { stdout } = await promisify(execFile)(PYTHON, ['-m', 'ee.cli.eecli', ...signIn, ...args]);
      return stdout;
    };
    const asset = `projects/${PROJECT}/assets/elevation`;
    const upload = await earthengine('upload', 'image', '--asset_id', asset, '--', `gs://${PROJECT}/srtm.tif`);
    const [, id = ''] = /ID: (\S+)/.exec(upload) ?? [];
    await terrane.ended(`projects/${PROJECT}/operations/${id}`);
    expect(await earthengine('ls')).toContain(asset);
    expect(await earthengine('task', 'list')).toMatch(new RegExp(`${id} .*SUCCEEDED`));
    expect(await earthengine('asset', 'info', asset)).toContain('"type": "IMAGE"');
    await earthengine('acl', 'ch', '-u', 'ana@example.org:R', asset);
    expect(await earthengine('acl', 'get', asset)).toContain('user:ana@example.org');
  });
});

/** The recorded claims, with the times of now, signed by this key. */
async function signed({ claims = '{}' }: Recorded): Promise<string> {
  const { iat, exp, ...kept } = JSON.parse(claims) as { iat: number; exp: number };
  return new SignJWT({ ...kept, iat: now(), exp: now() + exp - iat })
    .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.private_key_id })
    .sign(await importPKCS8(key.private_key, 'RS256'));
}
