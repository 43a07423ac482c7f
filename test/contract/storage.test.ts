import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import type { Bucket, FileMetadata, GetFilesOptions, Storage } from '@google-cloud/storage';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type StorageSubject, statusOf, storageSubject } from './storage/subject.ts';

let subject: StorageSubject;
let storage: Storage;
let bucket: Bucket;
let number = 0;

beforeAll(async () => {
  subject = await storageSubject();
  storage = subject.storage;
});
afterAll(() => subject.stop());
beforeEach(async () => {
  number += 1;
  [bucket] = await storage.createBucket(`contract-${process.pid}-${number}`);
});

/** The address of an object's contents in the JSON API. */
function mediaUrl(name: string): string {
  return `${subject.url}/storage/v1/b/${bucket.name}/o/${encodeURIComponent(name)}?alt=media`;
}

async function generationOf(name: string): Promise<number> {
  const [metadata] = await bucket.file(name).getMetadata();
  return Number(metadata.generation);
}

describe('buckets', () => {
  test('create, get, list, delete', async () => {
    expect(await statusOf(storage.createBucket(bucket.name))).toBe(409);
    const [metadata] = await bucket.getMetadata();
    expect(metadata).toMatchObject({ kind: 'storage#bucket', name: bucket.name, metageneration: '1' });
    const [all] = await storage.getBuckets({ prefix: bucket.name });
    expect(all.map(({ name }) => name)).toEqual([bucket.name]);

    await bucket.file('a').save('a');
    expect(await statusOf(bucket.delete())).toBe(409);
    await bucket.file('a').delete();
    await bucket.delete();
    expect(await bucket.exists()).toEqual([false]);
    expect(await statusOf(bucket.getMetadata())).toBe(404);
    expect(await statusOf(bucket.getFiles())).toBe(404);
    expect(await statusOf(bucket.file('a').save('a', { resumable: false }))).toBe(404);
    expect(await statusOf(bucket.file('a').save('a', { resumable: true }))).toBe(404);
  });

  test('labels can be changed, each change a metageneration', async () => {
    await bucket.setLabels({ team: 'pixels', stage: 'test' });
    await bucket.deleteLabels('stage');
    const [metadata] = await bucket.getMetadata();
    expect(metadata.labels).toEqual({ team: 'pixels' });
    expect(Number(metadata.metageneration)).toBeGreaterThan(1);
  });

  test('a name that is none is refused', async () => {
    expect(await statusOf(storage.createBucket('No Such Name'))).toBe(400);
  });
});

describe('uploads', () => {
  test.each([
    ['multipart', { resumable: false }],
    ['resumable', { resumable: true }],
    ['resumable in chunks', { resumable: true, chunkSize: 256 * 1024 }],
  ])('%s: the contents, their hashes and the metadata', async (_name, options) => {
    const contents = randomBytes(1_000_003);
    const file = bucket.file('folder/raster.tif');
    await file.save(contents, {
      ...options,
      validation: 'md5',
      metadata: { contentType: 'image/tiff', cacheControl: 'no-cache', metadata: { scene: 'LE07' } },
    });
    const [metadata] = await file.getMetadata();
    expect(metadata).toMatchObject({
      kind: 'storage#object',
      name: 'folder/raster.tif',
      bucket: bucket.name,
      size: '1000003',
      contentType: 'image/tiff',
      cacheControl: 'no-cache',
      metageneration: '1',
      md5Hash: createHash('md5').update(contents).digest('base64'),
      metadata: { scene: 'LE07' },
    });
    const [downloaded] = await file.download({ validation: 'crc32c' });
    expect(downloaded.equals(contents)).toBe(true);
  });

  test.each([
    ['multipart', { resumable: false }],
    ['resumable', { resumable: true }],
  ])('%s: an empty object', async (_name, options) => {
    await bucket.file('empty').save('', options);
    const [metadata] = await bucket.file('empty').getMetadata();
    expect(metadata).toMatchObject({ size: '0', crc32c: 'AAAAAA==' });
    const [contents] = await bucket.file('empty').download();
    expect(contents.length).toBe(0);
  });

  test('a stream of unknown length', async () => {
    const part = randomBytes(300_000);
    await pipeline(Readable.from([part, part, part]), bucket.file('streamed').createWriteStream({ resumable: true }));
    const [contents] = await bucket.file('streamed').download();
    expect(contents.equals(Buffer.concat([part, part, part]))).toBe(true);
  });

  test('simple media upload by plain HTTP', async () => {
    const address = `${subject.url}/upload/storage/v1/b/${bucket.name}/o?uploadType=media&name=simple`;
    const answer = await fetch(address, { method: 'POST', body: 'hello', headers: { 'content-type': 'text/x-test' } });
    expect(await answer.json()).toMatchObject({ name: 'simple', size: '5', contentType: 'text/x-test' });
  });

  test.each([['crc32c=AAAAAA=='], ['md5=AAAAAAAAAAAAAAAAAAAAAA==']])(
    'contents that do not fit x-goog-hash: %s are refused and leave nothing',
    async (hash) => {
      const address = `${subject.url}/upload/storage/v1/b/${bucket.name}/o?uploadType=media&name=damaged`;
      const answer = await fetch(address, { method: 'POST', body: 'hello', headers: { 'x-goog-hash': hash } });
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ error: { code: 400, errors: [{ reason: 'invalid' }] } });
      expect(await bucket.file('damaged').exists()).toEqual([false]);
    },
  );

  test('hashes in the metadata are checked too, and the right ones are accepted', async () => {
    const file = bucket.file('checked');
    expect(await statusOf(file.save('hello', { resumable: false, metadata: { crc32c: 'AAAAAA==' } }))).toBe(400);
    expect(await statusOf(file.save('hello', { resumable: true, metadata: { md5Hash: 'wrong' } }))).toBe(400);
    await file.save('hello', { resumable: false, metadata: { crc32c: 'mnG7TA==' } });
    expect(await file.exists()).toEqual([true]);
  });

  test.each([
    'a b/c d.tif',
    'Überflug/Äö€😀.tif',
    'a#b?c%d&e=f+g',
    '100%25/..%2F',
    'quote\'"<>|*',
    '/leading//double/',
  ])('the name %s', async (name) => {
    await bucket.file(name).save(name, { resumable: false });
    const [files] = await bucket.getFiles();
    expect(files.map((file) => file.name)).toEqual([name]);
    expect(String((await bucket.file(name).download())[0])).toBe(name);
    await bucket.file(name).copy(bucket.file(`${name}-copy`));
    await bucket.file(name).delete();
    await bucket.file(`${name}/2`).save('2', { resumable: true });
    expect((await bucket.getFiles())[0].map((file) => file.name).sort()).toEqual([`${name}-copy`, `${name}/2`].sort());
  });

  test.each(['', 'a\nb', '.', '..', 'x'.repeat(1025)])('the name %j is refused', async (name) => {
    const address = `${subject.url}/upload/storage/v1/b/${bucket.name}/o?uploadType=media&name=${encodeURIComponent(name)}`;
    expect((await fetch(address, { method: 'POST', body: 'x' })).status).toBe(400);
  });
});

describe('resumable uploads, request by request', () => {
  const QUANTUM = 256 * 1024;

  async function put(uri: string, range: string, body: Uint8Array | undefined = undefined) {
    const headers = { 'content-range': range };
    return fetch(uri, { method: 'PUT', headers, body: body && Buffer.from(body) });
  }

  test('chunks, the status in between, and the answer again after it was lost', async () => {
    const contents = randomBytes(2 * QUANTUM + 1000);
    const [uri] = await bucket.file('chunked').createResumableUpload({ metadata: { contentType: 'text/plain' } });
    let answer = await put(uri, 'bytes */*');
    expect([answer.status, answer.headers.get('range')]).toEqual([308, null]);

    answer = await put(uri, `bytes 0-${QUANTUM - 1}/*`, contents.subarray(0, QUANTUM));
    expect([answer.status, answer.headers.get('range')]).toEqual([308, `bytes=0-${QUANTUM - 1}`]);
    expect(await bucket.file('chunked').exists()).toEqual([false]);

    // Overlapping bytes are those that are there already.
    answer = await put(uri, `bytes 0-${2 * QUANTUM - 1}/*`, contents.subarray(0, 2 * QUANTUM));
    expect(answer.headers.get('range')).toBe(`bytes=0-${2 * QUANTUM - 1}`);
    expect((await put(uri, 'bytes */*')).headers.get('range')).toBe(`bytes=0-${2 * QUANTUM - 1}`);

    const last = `bytes ${2 * QUANTUM}-${contents.length - 1}/${contents.length}`;
    answer = await put(uri, last, contents.subarray(2 * QUANTUM));
    const resource = (await answer.json()) as FileMetadata;
    expect([answer.status, resource.size]).toEqual([200, String(contents.length)]);
    for (const range of ['bytes */*', `bytes */${contents.length}`]) {
      const again = await put(uri, range);
      expect([again.status, ((await again.json()) as FileMetadata).generation]).toEqual([200, resource.generation]);
    }
    const [downloaded] = await bucket.file('chunked').download();
    expect(downloaded.equals(contents)).toBe(true);
  });

  test('what is kept of a chunk is a multiple of 256 KiB', async () => {
    const [uri] = await bucket.file('uneven').createResumableUpload();
    const answer = await put(uri, `bytes 0-${QUANTUM + 99}/*`, randomBytes(QUANTUM + 100));
    expect([answer.status, answer.headers.get('range')]).toEqual([308, `bytes=0-${QUANTUM - 1}`]);
  });

  test('a gap is refused', async () => {
    const [uri] = await bucket.file('gap').createResumableUpload();
    expect((await put(uri, 'bytes 10-19/20', randomBytes(10))).status).toBe(400);
  });

  test('the client takes up an upload that broke off', async () => {
    const contents = randomBytes(3 * QUANTUM);
    const [uri] = await bucket.file('broken').createResumableUpload();
    const broken = new AbortController();
    const half = new ReadableStream<Uint8Array>({
      async start(stream) {
        stream.enqueue(contents.subarray(0, QUANTUM + 5000));
        await new Promise((resolve) => setTimeout(resolve, 100));
        broken.abort();
      },
    });
    const headers = { 'content-range': `bytes 0-${contents.length - 1}/${contents.length}` };
    const init = { method: 'PUT', headers, body: half, duplex: 'half', signal: broken.signal };
    await expect(fetch(uri, init as RequestInit)).rejects.toThrow();

    await bucket.file('broken').save(contents, { resumable: true, uri });
    const [downloaded] = await bucket.file('broken').download();
    expect(downloaded.equals(contents)).toBe(true);
  });

  test('cancelled: 499, and the upload is gone', async () => {
    const [uri] = await bucket.file('cancelled').createResumableUpload();
    await put(uri, `bytes 0-${QUANTUM - 1}/*`, randomBytes(QUANTUM));
    expect((await fetch(uri, { method: 'DELETE' })).status).toBe(499);
    const after = await put(uri, 'bytes */*');
    expect(after.status).toBeGreaterThanOrEqual(400);
    expect(after.status).toBeLessThan(500);
  });

  test('the condition of the start holds at the end', async () => {
    const [uri] = await bucket.file('raced').createResumableUpload({ preconditionOpts: { ifGenerationMatch: 0 } });
    await bucket.file('raced').save('first');
    expect((await put(uri, 'bytes 0-5/6', Buffer.from('second'))).status).toBe(412);
    expect(String((await bucket.file('raced').download())[0])).toBe('first');
  });
});

describe('generations and conditions', () => {
  test('generations grow, and the old one is gone', async () => {
    const file = bucket.file('versions');
    await file.save('one');
    const first = await generationOf('versions');
    await file.save('two');
    const second = await generationOf('versions');
    expect(second).toBeGreaterThan(first);
    await file.delete();
    await file.save('three');
    expect(await generationOf('versions')).toBeGreaterThan(second);

    expect(await statusOf(bucket.file('versions', { generation: first }).download())).toBe(404);
    expect(await statusOf(bucket.file('versions', { generation: first }).getMetadata())).toBe(404);
    const current = bucket.file('versions', { generation: await generationOf('versions') });
    expect(String((await current.download())[0])).toBe('three');
  });

  test.each([
    ['multipart', false],
    ['resumable', true],
  ])('ifGenerationMatch on a write, %s', async (_name, resumable) => {
    const file = bucket.file('guarded');
    const save = (text: string, ifGenerationMatch: number) =>
      file.save(text, { resumable, preconditionOpts: { ifGenerationMatch } });
    expect(await statusOf(save('too early', 12345))).toBe(412);
    await save('one', 0);
    expect(await statusOf(save('again', 0))).toBe(412);
    const generation = await generationOf('guarded');
    expect(await statusOf(save('stale', generation - 1))).toBe(412);
    await save('two', generation);
    expect(String((await file.download())[0])).toBe('two');
  });

  test('the error of a condition', async () => {
    const file = bucket.file('guarded');
    await file.save('one');
    const error = await file.save('two', { resumable: false, preconditionOpts: { ifGenerationMatch: 0 } }).then(
      () => undefined,
      (reason) => reason,
    );
    expect(error).toMatchObject({
      code: 412,
      errors: [{ domain: 'global', reason: 'conditionNotMet', locationType: 'header', location: 'If-Match' }],
    });
  });

  test('of twenty uploads at once with ifGenerationMatch 0, exactly one wins', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) =>
        bucket.file('contested').save(`writer ${i} `.repeat(10_000), {
          resumable: i % 2 === 0,
          preconditionOpts: { ifGenerationMatch: 0 },
        }),
      ),
    );
    const winners = outcomes.flatMap((outcome, i) => (outcome.status === 'fulfilled' ? [i] : []));
    expect(winners).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason.code).toBe(412);
    expect(String((await bucket.file('contested').download())[0])).toBe(`writer ${winners[0]} `.repeat(10_000));
  });

  test('metadata: patch, metageneration and its condition', async () => {
    const file = bucket.file('described');
    await file.save('x', { metadata: { contentType: 'text/plain', metadata: { a: '1', b: '2' } } });
    await file.setMetadata({ metadata: { b: null, c: '3' }, cacheControl: 'no-store' }, { ifMetagenerationMatch: 1 });
    const [metadata] = await file.getMetadata();
    expect(metadata).toMatchObject({ metageneration: '2', cacheControl: 'no-store', contentType: 'text/plain' });
    expect(metadata.metadata).toEqual({ a: '1', c: '3' });
    expect(await statusOf(file.setMetadata({ contentType: 'x/y' }, { ifMetagenerationMatch: 1 }))).toBe(412);
    expect(await statusOf(bucket.file('none').setMetadata({ contentType: 'x/y' }))).toBe(404);
  });

  test('reads: 412 on a match that fails, 304 on what the caller has', async () => {
    await bucket.file('read').save('x');
    const generation = await generationOf('read');
    const status = async (condition: string) => (await fetch(`${mediaUrl('read')}&${condition}`)).status;
    expect(await status(`ifGenerationMatch=${generation}`)).toBe(200);
    expect(await status('ifGenerationMatch=1')).toBe(412);
    expect(await status(`ifGenerationNotMatch=${generation}`)).toBe(304);
    expect(await status('ifGenerationNotMatch=1')).toBe(200);
    expect(await status('ifMetagenerationMatch=2')).toBe(412);
    expect(await status('ifMetagenerationNotMatch=1')).toBe(304);
    expect(await status('ifGenerationMatch=abc')).toBe(400);
  });

  test('delete, with a condition and of nothing', async () => {
    const file = bucket.file('doomed');
    await file.save('x');
    const generation = await generationOf('doomed');
    expect(await statusOf(file.delete({ ifGenerationMatch: generation + 1 }))).toBe(412);
    await file.delete({ ifGenerationMatch: generation });
    expect(await file.exists()).toEqual([false]);
    expect(await statusOf(file.delete())).toBe(404);
    await file.delete({ ignoreNotFound: true });
  });
});

describe('downloads', () => {
  const contents = Buffer.from(Array.from({ length: 100_000 }, (_, i) => i % 251));

  beforeEach(() => bucket.file('raster').save(contents, { metadata: { contentType: 'image/tiff' } }));

  test.each([
    ['bytes=0-9', 0, 10],
    ['bytes=500-99999', 500, 100_000],
    ['bytes=99990-200000', 99_990, 100_000],
    ['bytes=99999-', 99_999, 100_000],
    ['bytes=-16', 99_984, 100_000],
  ])('%s', async (range, begin, end) => {
    const answer = await fetch(mediaUrl('raster'), { headers: { range } });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes ${begin}-${end - 1}/100000`);
    expect(answer.headers.get('content-length')).toBe(String(end - begin));
    expect(contents.subarray(begin, end).equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
  });

  test('outside: 416', async () => {
    const answer = await fetch(mediaUrl('raster'), { headers: { range: 'bytes=100000-100001' } });
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */100000']);
    await answer.text();
  });

  test('ranges by the client', async () => {
    expect((await bucket.file('raster').download({ start: 10, end: 19 }))[0].equals(contents.subarray(10, 20))).toBe(
      true,
    );
    expect((await bucket.file('raster').download({ start: 99_000 }))[0].equals(contents.subarray(99_000))).toBe(true);
  });

  test('headers, of GET and HEAD', async () => {
    const [metadata] = await bucket.file('raster').getMetadata();
    for (const method of ['GET', 'HEAD']) {
      const { status, headers, ...answer } = await fetch(mediaUrl('raster'), { method }).then(async (response) => ({
        status: response.status,
        headers: Object.fromEntries(response.headers),
        size: (await response.arrayBuffer()).byteLength,
      }));
      expect(answer.size).toBe(method === 'GET' ? contents.length : 0);
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        'content-type': 'image/tiff',
        'content-length': '100000',
        'accept-ranges': 'bytes',
        etag: metadata.etag,
        'x-goog-generation': metadata.generation,
        'x-goog-metageneration': '1',
        'x-goog-hash': `crc32c=${metadata.crc32c},md5=${metadata.md5Hash}`,
        'x-goog-stored-content-length': '100000',
        'x-goog-stored-content-encoding': 'identity',
      });
    }
  });

  test('the links of the resource lead to the contents and the resource', async () => {
    const [metadata] = await bucket.file('raster').getMetadata();
    const media = await fetch(metadata.mediaLink!, { headers: { range: 'bytes=0-3' } });
    expect(Buffer.from(await media.arrayBuffer()).equals(contents.subarray(0, 4))).toBe(true);
    expect(await (await fetch(metadata.selfLink!)).json()).toEqual(metadata);
  });

  test('gzip is passed through to those who take it, and decompressed for others', async () => {
    const text = 'a line of text\n'.repeat(1000);
    const stored = gzipSync(text);
    await bucket.file('text').save(stored, { metadata: { contentEncoding: 'gzip', contentType: 'text/plain' } });
    expect(String((await bucket.file('text').download())[0])).toBe(text);
    expect((await bucket.file('text').download({ decompress: false }))[0].equals(stored)).toBe(true);
    const plain = await fetch(mediaUrl('text'), { headers: { 'accept-encoding': 'identity' } });
    expect([plain.headers.get('content-encoding'), await plain.text()]).toEqual([null, text]);
  });

  test('what is not there: 404 with the message of the service', async () => {
    const error = await bucket
      .file('none')
      .download()
      .catch((reason) => reason);
    expect(error).toMatchObject({ code: 404, message: `No such object: ${bucket.name}/none` });
    expect(await statusOf(bucket.file('none').getMetadata())).toBe(404);
    expect(await statusOf(storage.bucket('no-such-bucket').file('x').getMetadata())).toBe(404);
  });

  test('a download goes on though the object is replaced and deleted', async () => {
    const large = randomBytes(8 << 20);
    await bucket.file('large').save(large);
    const answer = await fetch(mediaUrl('large'));
    const reader = answer.body!.getReader();
    const chunks = [(await reader.read()).value!];
    await bucket.file('large').save('new');
    await bucket.file('large').delete();
    for (let next = await reader.read(); !next.done; next = await reader.read()) chunks.push(next.value);
    expect(Buffer.concat(chunks).equals(large)).toBe(true);
  });
});

describe('listing', () => {
  const names = ['a', 'a/', 'a/1', 'a/2', 'a/b/3', 'a0', 'b', 'b/1', 'c', 'é', '😀/x'];

  beforeEach(() => Promise.all(names.map((name) => bucket.file(name).save(name, { resumable: false }))));

  async function list(query: GetFilesOptions) {
    const [files, , answer] = await bucket.getFiles({ autoPaginate: false, ...query });
    const { prefixes = [], nextPageToken } = answer as { prefixes?: string[]; nextPageToken?: string };
    return { names: files.map(({ name }) => name), prefixes, nextPageToken };
  }

  test('in the order of the bytes of the names', async () => {
    expect((await list({})).names).toEqual(names);
  });

  test('prefix, delimiter and trailing delimiter', async () => {
    expect((await list({ prefix: 'a/' })).names).toEqual(['a/', 'a/1', 'a/2', 'a/b/3']);
    expect(await list({ delimiter: '/' })).toMatchObject({
      names: ['a', 'a0', 'b', 'c', 'é'],
      prefixes: ['a/', 'b/', '😀/'],
    });
    expect(await list({ prefix: 'a/', delimiter: '/' })).toMatchObject({
      names: ['a/', 'a/1', 'a/2'],
      prefixes: ['a/b/'],
    });
    const trailing = await list({ delimiter: '/', includeTrailingDelimiter: true });
    expect(trailing).toMatchObject({ names: ['a', 'a/', 'a0', 'b', 'c', 'é'], prefixes: ['a/', 'b/', '😀/'] });
    expect(await list({ prefix: 'zzz' })).toMatchObject({ names: [], prefixes: [] });
  });

  test('offsets', async () => {
    expect((await list({ startOffset: 'a/2', endOffset: 'b/1' })).names).toEqual(['a/2', 'a/b/3', 'a0', 'b']);
  });

  test.each([undefined, '/'])('pages of three, delimiter %s', async (delimiter) => {
    const whole = await list({ delimiter });
    const found: { names: string[]; prefixes: string[] } = { names: [], prefixes: [] };
    let pageToken: string | undefined;
    do {
      const page = await list({ delimiter, maxResults: 3, pageToken });
      const size = page.names.length + page.prefixes.length;
      expect(size).toBeGreaterThan(0);
      expect(size).toBeLessThanOrEqual(3);
      found.names.push(...page.names);
      found.prefixes.push(...page.prefixes);
      pageToken = page.nextPageToken;
    } while (pageToken);
    expect(found).toEqual({ names: whole.names, prefixes: whole.prefixes });
  });

  test('the client follows the pages by itself', async () => {
    const [files] = await bucket.getFiles({ maxResults: 2, prefix: 'a' });
    expect(files.length).toBeGreaterThanOrEqual(2);
    const streamed: string[] = [];
    for await (const file of bucket.getFilesStream({ prefix: 'a/' })) streamed.push(file.name);
    expect(streamed).toEqual(['a/', 'a/1', 'a/2', 'a/b/3']);
  });

  test('delete by prefix', async () => {
    await bucket.deleteFiles({ prefix: 'a/' });
    expect((await list({})).names).toEqual(names.filter((name) => !name.startsWith('a/')));
  });
});

describe('copies', () => {
  test('contents and metadata, within a bucket and to another', async () => {
    const [other] = await storage.createBucket(`${bucket.name}-other`);
    await bucket.file('from').save('contents', { metadata: { contentType: 'x/y', metadata: { a: '1' } } });
    for (const target of [bucket.file('to'), other.file('to')]) {
      await bucket.file('from').copy(target);
      const [metadata] = await target.getMetadata();
      expect(metadata).toMatchObject({ contentType: 'x/y', metadata: { a: '1' }, metageneration: '1' });
      expect(String((await target.download())[0])).toBe('contents');
    }
    await bucket.file('from').delete();
    expect(String((await other.file('to').download())[0])).toBe('contents');
  });

  test('metadata that is given replaces the source’s', async () => {
    await bucket.file('from').save('x', { metadata: { contentType: 'x/y', metadata: { a: '1' } } });
    await bucket.file('from').copy(bucket.file('to'), { contentType: 'p/q', metadata: { b: '2' } });
    const [metadata] = await bucket.file('to').getMetadata();
    expect(metadata).toMatchObject({ contentType: 'p/q', metadata: { b: '2' } });
  });

  test('conditions on both ends, and what is missing', async () => {
    await bucket.file('from').save('x');
    await bucket.file('to').save('y');
    const guarded = { preconditionOpts: { ifGenerationMatch: 0 } };
    expect(await statusOf(bucket.file('from').copy(bucket.file('to'), guarded))).toBe(412);
    expect(await statusOf(bucket.file('none').copy(bucket.file('to')))).toBe(404);
    const stale = bucket.file('from', { generation: (await generationOf('from')) - 1 });
    expect(await statusOf(stale.copy(bucket.file('to')))).toBe(404);
    await bucket.file('from').move('moved');
    expect([await bucket.file('from').exists(), await bucket.file('moved').exists()]).toEqual([[false], [true]]);
  });

  test('copyTo by plain HTTP', async () => {
    await bucket.file('from').save('x');
    const address = `${subject.url}/storage/v1/b/${bucket.name}/o/from/copyTo/b/${bucket.name}/o/to`;
    expect(await (await fetch(address, { method: 'POST' })).json()).toMatchObject({ name: 'to', size: '1' });
  });
});

describe('compose', () => {
  async function parts(count: number, size = 10_000) {
    const contents = Array.from({ length: count }, () => randomBytes(size));
    const files = contents.map((_, i) => bucket.file(`part-${i}`));
    await Promise.all(files.map((file, i) => file.save(contents[i]!, { resumable: false })));
    return { files, whole: Buffer.concat(contents) };
  }

  test('32 parts, and composites of composites', async () => {
    const { files, whole } = await parts(32);
    const [composite] = await bucket.combine(files, bucket.file('whole.tif'));
    const [metadata] = await composite.getMetadata();
    expect(metadata).toMatchObject({ size: '320000', componentCount: 32, contentType: 'image/tiff' });
    expect(metadata.md5Hash).toBeUndefined();
    // The client checks the CRC32C as it reads.
    expect((await composite.download({ validation: 'crc32c' }))[0].equals(whole)).toBe(true);

    const [twice] = await bucket.combine([composite, files[0]!, composite], bucket.file('twice'));
    await Promise.all([...files, composite].map((file) => file.delete()));
    const expected = Buffer.concat([whole, whole.subarray(0, 10_000), whole]);
    expect((await twice.download({ validation: 'crc32c' }))[0].equals(expected)).toBe(true);
    expect((await twice.getMetadata())[0].componentCount).toBe(65);
    const range = await fetch(mediaUrl('twice'), { headers: { range: 'bytes=9990-330009' } });
    expect(Buffer.from(await range.arrayBuffer()).equals(expected.subarray(9990, 330_010))).toBe(true);
  });

  test('a part may be empty, and the target one of the parts', async () => {
    await bucket.file('log').save('one,', { resumable: false });
    await bucket.file('empty').save('', { resumable: false });
    await bucket.file('more').save('two', { resumable: false });
    await bucket.combine(['log', 'empty', 'more'], 'log');
    expect(String((await bucket.file('log').download())[0])).toBe('one,two');
  });

  test('more than 32, and none, are refused', async () => {
    const { files } = await parts(1, 10);
    const error = await bucket.combine(Array(33).fill(files[0]), 'x').catch((reason) => reason);
    expect(error).toMatchObject({ code: 400 });
    expect(error.message).toContain('32');
    const address = `${subject.url}/storage/v1/b/${bucket.name}/o/x/compose`;
    expect((await fetch(address, { method: 'POST', body: '{"sourceObjects":[]}' })).status).toBe(400);
    expect(await bucket.file('x').exists()).toEqual([false]);
  });

  test('conditions on the target and on the sources', async () => {
    const { files } = await parts(2, 10);
    await bucket.combine(files, 'x', { ifGenerationMatch: 0 });
    expect(await statusOf(bucket.combine(files, 'x', { ifGenerationMatch: 0 }))).toBe(412);
    expect(await statusOf(bucket.combine([...files, bucket.file('none')], 'y'))).toBe(404);
    const stale = bucket.file('part-0', { generation: 1 });
    expect(await statusOf(bucket.combine([stale, files[1]!], 'y'))).toBe(404);
    const compose = (ifGenerationMatch: string) =>
      fetch(`${subject.url}/storage/v1/b/${bucket.name}/o/z/compose`, {
        method: 'POST',
        body: JSON.stringify({ sourceObjects: [{ name: 'part-1', objectPreconditions: { ifGenerationMatch } }] }),
      });
    expect((await compose('1')).status).toBe(412);
    expect((await compose(String(await generationOf('part-1')))).status).toBe(200);
  });

  test('of ten at once with ifGenerationMatch 0, exactly one wins', async () => {
    const { files } = await parts(4, 1000);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => bucket.combine(files, 'once', { ifGenerationMatch: 0 })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('who may read', () => {
  test('an object that all may read says so, unless its bucket has no access control lists', async () => {
    await bucket.file('open').save('x', { resumable: false, predefinedAcl: 'publicRead' });
    const aclOf = async (name: string) =>
      ((await (await fetch(`${mediaUrl(name).split('?')[0]}?projection=full`)).json()) as { acl?: object[] }).acl ?? [];
    expect(await aclOf('open')).toContainEqual(expect.objectContaining({ entity: 'allUsers', role: 'READER' }));
    await bucket.file('open').copy(bucket.file('copied'));
    expect(await aclOf('copied')).not.toContainEqual(expect.objectContaining({ entity: 'allUsers' }));
    await bucket.setMetadata({ iamConfiguration: { uniformBucketLevelAccess: { enabled: true } } });
    const refused = bucket.file('open').save('x', { resumable: false, predefinedAcl: 'publicRead' });
    expect(await statusOf(refused)).toBe(400);
    await bucket.file('open').save('x', { resumable: false });
  });

  test('a page may if the rules of the bucket let it', async () => {
    await bucket.file('tile').save('x', { resumable: false });
    const allowed = async (origin: string) =>
      (await fetch(mediaUrl('tile'), { headers: { origin } })).headers.get('access-control-allow-origin');
    const [one, other] = ['http://localhost:3000', 'http://localhost:4000'];
    expect(await allowed(one)).toBeNull();
    await bucket.setMetadata({ cors: [{ origin: [one], method: ['GET'], maxAgeSeconds: 60 }] });
    expect([await allowed(one), await allowed(other)]).toEqual([one, null]);
    expect((await bucket.getMetadata())[0].cors).toEqual([{ origin: [one], method: ['GET'], maxAgeSeconds: 60 }]);
    await bucket.setMetadata({ cors: [{ origin: ['*'], method: ['GET'] }] });
    expect(await allowed(other)).toBe('*');
  });
});

describe('what is not there is refused', () => {
  test.each([
    ['an access list', () => bucket.file('x').save('x', { predefinedAcl: 'projectPrivate' })],
    ['versioning', () => bucket.setMetadata({ versioning: { enabled: true } })],
    ['a lifecycle', () => bucket.addLifecycleRule({ action: { type: 'Delete' }, condition: { age: 1 } })],
    ['notifications', () => bucket.getNotifications()],
    ['a bucket policy', () => bucket.iam.getPolicy()],
    ['globs', () => bucket.getFiles({ matchGlob: '*.tif' })],
  ])('%s', async (_name, call) => {
    expect(await statusOf(call() as Promise<unknown>)).toBe(501);
  });

  test('batches', async () => {
    expect((await fetch(`${subject.url}/batch/storage/v1`, { method: 'POST' })).status).toBe(501);
  });
});
