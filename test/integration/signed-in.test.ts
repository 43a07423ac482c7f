import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeConsole } from '../../infra/console/make-console.ts';
import { DEMO_PROJECT } from '../../infra/local/samples.ts';
import { dropFile, HAS_BROWSER, openPage, startBrowser, typeScript } from '../console/browser.ts';
import { called, connect, ee } from './client.ts';
import { BUCKET, call, LANDSAT, type OwnTerrane, startWithSamples } from './terrane.ts';

/** A server that takes a secret, through its own wake-ups to the end of an export. */

const SECRET = 'the-secret-of-this-test-only';
let test: OwnTerrane;

beforeAll(async () => {
  process.env['TERRANE_AUTH'] = 'token';
  process.env['TERRANE_BUCKETS'] = `*/${BUCKET}`;
  process.env['TERRANE_TOKEN'] = SECRET;
  test = await startWithSamples();
});
afterAll(() => test.stop());

const compute = (headers: Record<string, string>, query = '') =>
  fetch(`${test.url}/v1/projects/${DEMO_PROJECT}/value:compute${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ expression: { result: '0', values: { 0: { constantValue: 7 } } } }),
  });

it('the official client computes with the token', async () => {
  await connect(test.url, DEMO_PROJECT, SECRET);
  const image = ee.Image('CGIAR/SRTM90_V4').add(10);
  const info = (await called((callback) => image.getInfo(callback))) as { bands: object[] };
  expect(info.bands).toHaveLength(1);
});

it('exports run to their end', async () => {
  const file = await test.export(call('Image.select', { input: LANDSAT, bandSelectors: { constantValue: ['B1'] } }));
  expect(file.length).toBeGreaterThan(10_000);
});

it('a token may come in the query', async () => {
  expect((await compute({}, `?access_token=${SECRET}`)).status).toBe(200);
});

it.each<[string, Record<string, string>]>([
  ['without a token', {}],
  ['with another token', { authorization: 'Bearer another' }],
  ['with another scheme', { authorization: `Basic ${SECRET}` }],
])('nothing is computed %s', async (_, headers) => {
  const response = await compute(headers);
  expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="Terrane"']);
  expect(await response.json()).toMatchObject({ error: { code: 401, status: 'UNAUTHENTICATED' } });
});

it.skipIf(!HAS_BROWSER)('the console asks for the token, and works with it (skipped without a browser)', async () => {
  await makeConsole();
  const browser = await startBrowser();
  try {
    const { page } = await openPage(browser, test.url);
    await page.getByText('This server asks who you are.').waitFor();
    await page.getByLabel('Token').fill('another secret than the right one');
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.getByText('This server asks who you are.').waitFor();
    await page.getByLabel('Token').fill(SECRET);
    await page.getByRole('button', { name: 'Use it' }).click();
    await page.getByRole('button', { name: 'landsat7-olinda', exact: true }).waitFor();
    expect(await page.getByText('This server asks who you are.').count()).toBe(0);
    await dropFile(page, 'elevation.tif', readFileSync(new URL('../../samples/srtm-olinda.tif', import.meta.url)));
    await page.getByText('Imported as').waitFor();
    await page.locator('.layer[data-state=ready]').waitFor();
    await typeScript(page, "print(ee.Number(6).multiply(7)); print(typeof token, Object.keys(self).indexOf('token'))");
    await page.keyboard.press('ControlOrMeta+Enter');
    for (const text of ['42', 'undefined', '-1'])
      await page.getByRole('log').getByText(text, { exact: true }).waitFor();
  } finally {
    await browser.close();
  }
});

it('wake-ups are for the queues: a token does not help', async () => {
  const sweep = (headers: Record<string, string>) =>
    fetch(`${test.url}/tasks/sweep`, { method: 'POST', headers, body: '{}' });
  expect((await sweep({ authorization: `Bearer ${SECRET}` })).status).toBe(403);
  expect((await sweep({ 'x-cloudscheduler': 'true', 'x-forwarded-for': '10.0.0.9' })).status).toBe(403);
  expect((await sweep({ 'x-cloudscheduler': 'true', 'x-forwarded-host': 'evil.example' })).status).toBe(403);
  expect((await sweep({ 'x-cloudscheduler': 'true' })).status).toBe(200);
});

it('wake-ups bring a secret where one is set, and need no address then', async () => {
  const secret = 'the-secret-of-the-wake-ups';
  const sweep = async (headers: Record<string, string>) =>
    (await fetch(`${test.url}/tasks/sweep`, { method: 'POST', headers, body: '{}' })).status;
  process.env['TERRANE_WAKE_SECRET'] = secret;
  try {
    const scheduler = { 'x-cloudscheduler': 'true', 'x-forwarded-host': 'emulator.example' };
    expect(await sweep(scheduler)).toBe(403);
    expect(await sweep({ 'x-cloudscheduler': 'true' })).toBe(403);
    expect(await sweep({ ...scheduler, authorization: `Bearer ${SECRET}` })).toBe(403);
    expect(await sweep({ authorization: `Bearer ${secret}` })).toBe(403);
    expect(await sweep({ ...scheduler, authorization: `Bearer ${secret}` })).toBe(200);
    const file = await test.export(call('Image.select', { input: LANDSAT, bandSelectors: { constantValue: ['B2'] } }));
    expect(file.length).toBeGreaterThan(10_000);
  } finally {
    delete process.env['TERRANE_WAKE_SECRET'];
  }
});

it('in the cloud, wake-ups prove that they are of the queues', async () => {
  const emulator = process.env['CLOUD_TASKS_EMULATOR_HOST'];
  try {
    delete process.env['CLOUD_TASKS_EMULATOR_HOST'];
    process.env['TERRANE_TASKS_SERVICE_ACCOUNT'] = 'tasks@example.iam.gserviceaccount.com';
    const claims = {
      iss: 'https://accounts.google.com',
      aud: test.url,
      email: 'tasks@example.iam.gserviceaccount.com',
    };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const unsigned = `${part({ alg: 'none' })}.${part({ ...claims, email_verified: true, exp: 4e9, iat: 1, sub: '1' })}.`;
    for (const [authorization, status] of [
      ['', 401],
      [`Bearer ${unsigned}`, 401],
      [`Bearer ${SECRET}`, 401],
    ] as const) {
      const response = await fetch(`${test.url}/tasks/sweep`, {
        method: 'POST',
        headers: { 'x-cloudscheduler': 'true', ...(authorization ? { authorization } : {}) },
        body: '{}',
      });
      expect(response.status, authorization).toBe(status);
    }
  } finally {
    process.env['CLOUD_TASKS_EMULATOR_HOST'] = emulator;
    delete process.env['TERRANE_TASKS_SERVICE_ACCOUNT'];
  }
});
