import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { sharedTerrane } from '../terrane.ts';
import { callOf, post } from './server.ts';

const server = sharedTerrane();

const VALID = JSON.stringify({ expression: callOf('Number.add', { left: 1, right: 2 }), workloadTag: 'a' });

/** A linear congruential generator: the same bodies in every run. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const TYPES = ['application/json', 'text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'x', ''];
const CHARSETS = ['', '; charset=utf-8', '; charset=utf-16', '; charset="', '; boundary=x'];
const ENCODINGS = ['', '', '', 'gzip', 'deflate', 'br', 'nonsense', 'gzip, gzip', '__proto__'];

/** A request of a random kind: cut off, bytes changed, spliced, of wrong encodings and types. */
function randomRequest(random: () => number) {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)];
  let body: Buffer = Buffer.from(VALID);
  const at = () => Math.floor(random() * body.length);
  switch (Math.floor(random() * 8)) {
    case 0:
      body = body.subarray(0, at());
      break;
    case 1:
      for (let i = 0; i < 1 + random() * 10; i++) body[at()] = Math.floor(random() * 256);
      break;
    case 2:
      body = Buffer.concat([body.subarray(0, at()), body.subarray(at())]);
      break;
    case 3:
      body = Buffer.from(Array.from({ length: random() * 1000 }, () => Math.floor(random() * 256)));
      break;
    case 4:
      body = Buffer.from(pick(['[', '{"a":', '{"expression":{"values":'] as const).repeat(1 + random() * 30_000));
      break;
    case 5:
      body = Buffer.from(
        VALID.replace(/1|2|"0"|"left"/g, () => pick(['null', '[]', '{}', '1e999', '"\\ud800"', '{"__proto__":1}'])),
      );
      break;
    case 6:
      body = Buffer.from(
        `{"expression":${pick(['{}', '[]', '0', '"x"', '{"result":"0"}', '{"result":"0","values":{"0":{}}}'])}}`,
      );
      break;
  }
  const encoding = pick(ENCODINGS);
  const headers: Record<string, string> = { 'content-type': pick(TYPES) + pick(CHARSETS) };
  if (encoding) headers['content-encoding'] = encoding;
  if (encoding === 'gzip' && random() < 0.5) body = gzipSync(body);
  return { body, headers };
}

test('whatever comes, the answer is JSON and the function lives', { timeout: 120_000 }, async () => {
  const random = generator(20_260_701);
  const paths = ['value:compute', 'maps', 'thumbnails', 'image:computePixels', 'assets?assetId=x', 'assets/x:copy'];
  const codes = new Map<number, number>();
  for (let round = 0; round < 300; round++) {
    const { body, headers } = randomRequest(random);
    const url = `${server.url}/v1/projects/demo-proj/${paths[round % 3 === 0 ? Math.floor(random() * paths.length) : 0]}`;
    const response = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
    const text = await response.text();
    codes.set(response.status, (codes.get(response.status) ?? 0) + 1);
    expect(response.headers.get('content-type'), text).toMatch(/^application\/json/);
    const reply = JSON.parse(text) as { error?: { code: number; message: string; status: string } };
    if (response.status === 200) continue;
    expect(reply.error).toMatchObject({
      code: response.status,
      message: expect.any(String),
      status: expect.any(String),
    });
    expect(response.status, `${body.toString().slice(0, 200)} → ${text}`).toBeLessThan(500);
  }
  // All kinds were met: some bodies stay valid, most do not.
  expect(codes.get(200)).toBeGreaterThan(5);
  expect(codes.get(400)).toBeGreaterThan(100);
  const after = await post(`${server.url}/v1/projects/demo-proj/value:compute`, VALID);
  expect(await after.json()).toEqual({ result: 3 });
});

test('callers who leave in the middle do no harm', async () => {
  const { hostname, port } = new URL(server.url);
  for (let i = 0; i < 20; i++) {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          'POST /v1/projects/demo-proj/value:compute HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500\r\n\r\n{"expr',
        );
        setTimeout(() => socket.destroy(), 5);
      });
      socket.on('close', () => resolve());
      socket.on('error', () => {});
    });
  }
  const after = await post(`${server.url}/v1/projects/demo-proj/value:compute`, VALID);
  expect(await after.json()).toEqual({ result: 3 });
});
