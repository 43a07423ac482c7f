import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../infra/local/cloud.ts';
import { freePort, type Started, startFunction } from './unpacked.ts';

/** How functions end that the Functions Framework serves, as in the cloud, when they are told to. */

interface Running {
  readonly url: string;
  readonly started: Started;
}

/** A function, one of whose methods throws where nobody catches. */
const STRAY = `
import { EventEmitter } from 'node:events';
import { http } from '@google-cloud/functions-framework';
import { createFunction } from ${JSON.stringify(new URL('../../functions/shared/api/function.ts', import.meta.url).href)};
const stray = () => new Promise(() => setTimeout(() => new EventEmitter().emit('error', new Error('stray')), 1));
http('stray', createFunction({ name: 'interactive', handlers: { 'projects.getCapabilities': stray } }));
`;

let cloud: LocalCloud;
let folder: string;
let sound: Running;
/** One that has no Firestore, and little time when it is told to end. */
let lost: Running;

beforeAll(async () => {
  cloud = await startLocalCloud();
  // The functions as they are in the repository: what is compiled is tested with the archive.
  folder = mkdtempSync(join(tmpdir(), 'terrane-ending-'));
  const main = new URL('../../functions/main.ts', import.meta.url).href;
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', main: 'index.js' }));
  writeFileSync(join(folder, 'index.js'), `export { interactive, batch } from ${JSON.stringify(main)};\n${STRAY}`);
  symlinkSync(fileURLToPath(new URL('../../node_modules', import.meta.url)), join(folder, 'node_modules'));
  const nowhere = `127.0.0.1:${await freePort()}`;
  sound = await start({});
  lost = await start({ FIRESTORE_EMULATOR_HOST: nowhere, TERRANE_GRACE_SECONDS: '0.5' });
}, 60_000);
afterAll(async () => {
  await Promise.all([sound?.started.stop(), lost?.started.stop()]);
  await cloud.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function start(environment: Record<string, string>, target = 'interactive'): Promise<Running> {
  const port = await freePort();
  const started = startFunction(folder, target, port, {
    ...cloud.env,
    GOOGLE_CLOUD_PROJECT: 'ending',
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? '',
    TERRANE_AUTH: 'open',
    TERRANE_LOG: 'off',
    TERRANE_WARM_THREADS: '1',
    ...environment,
  });
  await started.ready();
  return { url: `http://127.0.0.1:${port}`, started };
}

const BODY = JSON.stringify({ expression: { result: '0', values: { 0: { constantValue: 7 } } } });

/** Begins a request, whose body is left open, and waits until the function has it. */
async function begin(url: string): Promise<ClientRequest> {
  const sent = request(`${url}/v1/projects/ending/value:compute`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': BODY.length, expect: '100-continue' },
  });
  sent.flushHeaders();
  await once(sent, 'continue');
  sent.write(BODY.slice(0, 10));
  return sent;
}

async function answerOf(
  sent: ClientRequest,
): Promise<{ status: number | undefined; body: unknown; connection: unknown }> {
  const [reply] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: reply.statusCode, body: JSON.parse(await text(reply)), connection: reply.headers.connection };
}

/** Waits until no further connections are taken. */
async function refused(url: string): Promise<void> {
  const isTaken = () =>
    fetch(`${url}/health/live`).then(
      () => true,
      () => false,
    );
  while (await isTaken()) await sleep(20);
}

async function exitOf({ process }: Started): Promise<unknown> {
  const [code] = await once(process, 'exit');
  return code;
}

it('says whether a process runs, and whether it can serve', async () => {
  const ask = async (path: string) => {
    const reply = await fetch(path);
    return [reply.status, await reply.json(), reply.headers.get('cache-control')];
  };
  expect(await ask(`${sound.url}/health/live`)).toEqual([200, { live: true }, 'no-store']);
  await expect
    .poll(() => ask(`${sound.url}/health/ready`), { timeout: 20_000, interval: 1_000 })
    .toEqual([200, { ready: true }, 'no-store']);
  expect(await ask(`${lost.url}/health/live`)).toEqual([200, { live: true }, 'no-store']);
  const [status, { ready }] = (await ask(`${lost.url}/health/ready`)) as [number, { ready: boolean }];
  expect([status, ready]).toEqual([503, false]);
});

it('goes on after errors that nobody catches: they fail the requests that they come of', async () => {
  const { url, started } = await start({}, 'stray');
  const ask = async (path: string) => (await fetch(`${url}/v1/projects/ending/${path}`)).status;
  // The first request comes by way of the framework.
  for (let i = 0; i < 3; i++) expect(await ask('capabilities')).toBe(500);
  expect(started.process.exitCode).toBe(null);
  await started.stop();
});

describe('a function that is told to end', () => {
  it('takes no further connections, answers the requests that are under way, and ends', async () => {
    const sent = await begin(sound.url);
    const answered = answerOf(sent);
    const exited = exitOf(sound.started);
    sound.started.process.kill('SIGTERM');
    await refused(sound.url);
    sent.end(BODY.slice(10));
    expect(await answered).toEqual({ status: 200, body: { result: 7 }, connection: 'close' });
    expect(await exited).toBe(0);
  });

  it('gives those up that last too long: whoever sent them sends them again', async () => {
    const answered = answerOf(await begin(lost.url));
    const exited = exitOf(lost.started);
    lost.started.process.kill('SIGTERM');
    expect(await answered).toMatchObject({
      status: 503,
      body: { error: { code: 503, message: 'The server is ending. Send the request again.', status: 'UNAVAILABLE' } },
    });
    expect(await exited).toBe(0);
  });
});
