import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { faults } from '../faults.ts';
import { type LocalStorage, startStorage } from './server.ts';

const QUANTUM = 256 * 1024;

let dataDir: string;
let server: LocalStorage | undefined;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'terrane-storage-test-'));
});
afterEach(async () => {
  await server?.stop();
  server = undefined;
  rmSync(dataDir, { recursive: true, force: true });
});

interface Resource {
  name: string;
  size: string;
  generation: string;
}

interface Rewritten {
  done?: boolean;
  totalBytesRewritten?: string;
  rewriteToken?: string;
}

async function createBucket(url: string): Promise<void> {
  const answer = await fetch(`${url}/storage/v1/b?project=p`, { method: 'POST', body: '{"name":"bucket"}' });
  expect(answer.status).toBe(200);
}

function upload(url: string, name: string, body: Uint8Array | string, query = ''): Promise<Response> {
  const address = `${url}/upload/storage/v1/b/bucket/o?uploadType=media&name=${name}${query}`;
  return fetch(address, { method: 'POST', body: Buffer.from(body) });
}

function object(url: string, name: string, query = ''): Promise<Response> {
  return fetch(`${url}/storage/v1/b/bucket/o/${name}${query}`);
}

async function startResumable(url: string): Promise<string> {
  const address = `${url}/upload/storage/v1/b/bucket/o?uploadType=resumable&name=resumed`;
  return (await fetch(address, { method: 'POST', body: '{}' })).headers.get('location')!;
}

function put(uri: string, range: string, body?: Uint8Array): Promise<Response> {
  return fetch(uri, { method: 'PUT', headers: { 'content-range': range }, body: body && Buffer.from(body) });
}

test('a restart keeps buckets, objects, generations and unfinished uploads', async () => {
  server = await startStorage({ dataDir });
  await createBucket(server.url);
  const contents = randomBytes(3 * QUANTUM);
  const before = (await (await upload(server.url, 'kept', contents)).json()) as Resource;
  const address = new URL(await startResumable(server.url));
  await put(address.href, `bytes 0-${QUANTUM - 1}/*`, contents.subarray(0, QUANTUM));
  await server.stop();

  server = await startStorage({ dataDir });
  const uri = `${server.url}${address.pathname}${address.search}`;
  const kept = await object(server.url, 'kept', '?alt=media');
  expect(Buffer.from(await kept.arrayBuffer()).equals(contents)).toBe(true);
  expect(kept.headers.get('x-goog-generation')).toBe(before.generation);
  expect((await put(uri, 'bytes */*')).headers.get('range')).toBe(`bytes=0-${QUANTUM - 1}`);
  const rest = contents.subarray(QUANTUM);
  const finished = await put(uri, `bytes ${QUANTUM}-${contents.length - 1}/${contents.length}`, rest);
  const resource = (await finished.json()) as Resource & { md5Hash: string };
  expect(Number(resource.generation)).toBeGreaterThan(Number(before.generation));
  expect(resource.md5Hash).toBe(((await (await object(server.url, 'kept')).json()) as { md5Hash: string }).md5Hash);
});

test('a server killed in the middle of an upload leaves whole objects only', async () => {
  const script = `
    const { startStorage } = await import(${JSON.stringify(new URL('./server.ts', import.meta.url).href)});
    console.log((await startStorage({ dataDir: ${JSON.stringify(dataDir)} })).url);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const url = String((await once(child.stdout, 'data'))[0]).trim();
  await createBucket(url);
  await upload(url, 'whole', 'whole');
  const body = new ReadableStream<Uint8Array>({
    async pull(stream) {
      stream.enqueue(randomBytes(QUANTUM));
      await new Promise((resolve) => setTimeout(resolve, 5));
    },
  });
  const address = `${url}/upload/storage/v1/b/bucket/o?uploadType=media&name=torn`;
  const torn = fetch(address, { method: 'POST', body, duplex: 'half' } as RequestInit).catch((error) => error);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(readdirSync(join(dataDir, 'blobs'))).toHaveLength(2);
  child.kill('SIGKILL');
  await exited;
  expect(await torn).toBeInstanceOf(Error);

  server = await startStorage({ dataDir });
  expect(await (await object(server.url, 'whole', '?alt=media')).text()).toBe('whole');
  expect((await object(server.url, 'torn')).status).toBe(404);
  // What the upload had written is swept away.
  expect(readdirSync(join(dataDir, 'blobs'))).toHaveLength(1);
});

test('one folder, one server', async () => {
  server = await startStorage({ dataDir });
  await expect(startStorage({ dataDir })).rejects.toThrow(/locked/);
});

test('contents leave the disk with their last object', async () => {
  server = await startStorage({ dataDir });
  const { url } = server;
  await createBucket(url);
  await upload(url, 'a', 'one');
  await upload(url, 'b', 'two');
  const blobs = () => readdirSync(join(dataDir, 'blobs')).length;
  const sources = JSON.stringify({ sourceObjects: [{ name: 'a' }, { name: 'b' }] });
  await fetch(`${url}/storage/v1/b/bucket/o/c/compose`, { method: 'POST', body: sources });
  for (const name of ['a', 'b']) await fetch(`${url}/storage/v1/b/bucket/o/${name}`, { method: 'DELETE' });
  expect(blobs()).toBe(2);
  expect(await (await object(url, 'c', '?alt=media')).text()).toBe('onetwo');
  await upload(url, 'c', 'new');
  expect(blobs()).toBe(1);
  // A write that is refused leaves nothing either.
  expect((await upload(url, 'c', 'refused', '&ifGenerationMatch=0')).status).toBe(412);
  expect(blobs()).toBe(1);
});

test('a copy to another location takes several calls, and is there after the last one', async () => {
  server = await startStorage({ dataDir });
  const { url } = server;
  await createBucket(url);
  await fetch(`${url}/storage/v1/b?project=p`, { method: 'POST', body: '{"name":"far-away","location":"ASIA"}' });
  const bytes = randomBytes(2 * 1024 * 1024 + 1);
  await upload(url, 'source', bytes);
  const rewrite = async (bucket: string, query = '') => {
    const address = `${url}/storage/v1/b/bucket/o/source/rewriteTo/b/${bucket}/o/copy?maxBytesRewrittenPerCall=1048576${query}`;
    return (await (await fetch(address, { method: 'POST' })).json()) as Rewritten;
  };
  expect(await rewrite('bucket')).toMatchObject({ done: true, totalBytesRewritten: String(bytes.length) });
  const copy = () => fetch(`${url}/storage/v1/b/far-away/o/copy?alt=media`);
  const copied: (string | undefined)[] = [];
  let token = '';
  for (let call = 0; call < 3; call++) {
    expect((await copy()).status).toBe(404);
    const { totalBytesRewritten, rewriteToken, done } = await rewrite('far-away', token);
    copied.push(totalBytesRewritten);
    token = `&rewriteToken=${rewriteToken}`;
    expect(done).toBe(call === 2);
  }
  expect(copied).toEqual(['1048576', '2097152', '2097153']);
  expect(Buffer.from(await (await copy()).arrayBuffer()).equals(bytes)).toBe(true);
  const { rewriteToken } = await rewrite('far-away');
  await upload(url, 'source', bytes);
  expect(await rewrite('far-away', `&rewriteToken=${rewriteToken}`)).toMatchObject({ error: { code: 400 } });
});

test('a folder of its own is deleted at the end', async () => {
  const folders = () => readdirSync(tmpdir()).filter((name) => /^terrane-storage-.{6}$/.test(name));
  const before = folders();
  const temporary = await startStorage();
  const made = folders().filter((name) => !before.includes(name));
  expect(made).toHaveLength(1);
  await temporary.stop();
  expect(folders()).not.toContain(made[0]);
});

test('a large upload passes through without being held', async () => {
  server = await startStorage({ dataDir });
  await createBucket(server.url);
  const chunk = Buffer.alloc(1 << 20, 7);
  let left = 300;
  let most = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(stream) {
      most = Math.max(most, process.memoryUsage().arrayBuffers);
      if (left-- > 0) stream.enqueue(chunk);
      else stream.close();
    },
  });
  const before = process.memoryUsage().arrayBuffers;
  const address = `${server.url}/upload/storage/v1/b/bucket/o?uploadType=media&name=large`;
  const answer = await fetch(address, { method: 'POST', body, duplex: 'half' } as RequestInit);
  expect(((await answer.json()) as Resource).size).toBe(String(300 << 20));
  expect(most - before).toBeLessThan(150 << 20);
});

test('faults: refused, lost after the work, delayed', async () => {
  const plan = faults({
    rules: [
      { service: 'storage', method: /objects\.insert/, fault: { kind: 'fail', status: 'UNAVAILABLE' }, times: 1 },
      { service: 'storage', method: /objects\.insert/, fault: { kind: 'drop' }, times: 1 },
      { service: 'storage', method: /objects\.get/, fault: { kind: 'delay', milliseconds: 200 }, times: 1 },
    ],
  });
  server = await startStorage({ dataDir, faults: plan });
  const { url } = server;
  await createBucket(url);
  expect((await upload(url, 'x', 'first')).status).toBe(503);
  await expect(upload(url, 'x', 'second')).rejects.toThrow();
  const started = Date.now();
  expect(await (await object(url, 'x', '?alt=media')).text()).toBe('second');
  expect(Date.now() - started).toBeGreaterThanOrEqual(195);
  expect((await upload(url, 'x', 'third')).status).toBe(200);
});
