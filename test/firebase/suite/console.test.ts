import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeConsole } from '../../../infra/console/make-console.ts';
import { portOf } from '../../../infra/firebase/suite.ts';
import { PROJECT } from '../../../infra/firebase/tools.ts';
import { type LocalTerrane, serveTerrane } from '../../../infra/local/serve.ts';
import { HAS_BROWSER, openPage, startBrowser } from '../../console/browser.ts';
import { PASSWORD, signIn } from './suite.ts';

/** The console of a server beside the Auth emulator: a user signs in by address and password. */

const USER = 'console@owners.example.org';
const AUTH = `http://127.0.0.1:${portOf('auth')}`;

describe.skipIf(!HAS_BROWSER)('the console (skipped without a browser)', () => {
  let terrane: LocalTerrane;
  let browser: Browser;

  beforeAll(async () => {
    Object.assign(process.env, {
      TERRANE_AUTH: 'firebase',
      TERRANE_FIREBASE_PROJECT: PROJECT,
      TERRANE_FIREBASE_API_KEY: 'any',
      TERRANE_OWNERS: '@owners.example.org',
      FIREBASE_AUTH_EMULATOR_HOST: AUTH.replace('http://', ''),
    });
    await signIn(USER);
    await makeConsole();
    terrane = await serveTerrane();
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await terrane?.stop();
  });

  it('signs in a user of Firebase Auth, keeps them signed in, and signs them out', async () => {
    const { page, complaints, origins } = await openPage(browser, terrane.url);
    page.setDefaultTimeout(20_000);
    await page.getByText('This server asks who you are.').waitFor();
    await page.getByLabel('Email').fill(USER);
    await page.getByLabel('Password').fill('another password');
    await page.getByRole('button', { name: 'Sign in with Firebase' }).click();
    await page.getByText('The address or the password is wrong.').waitFor();
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in with Firebase' }).click();
    await page.getByText('Nothing yet. Drop a GeoTIFF').waitFor();
    // A new token is had when the page is loaded again.
    const renewed = page.waitForResponse((reply) => reply.url().includes('/securetoken.googleapis.com/'));
    await page.reload();
    expect((await renewed).status()).toBe(200);
    await page.getByText('Nothing yet. Drop a GeoTIFF').waitFor();
    await page.getByRole('button', { name: 'Signed in' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('This server asks who you are.').waitFor();
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
    expect([...origins].toSorted()).toEqual([AUTH, terrane.url].toSorted());
    // What was refused is told of by the browser.
    expect(complaints.filter((text) => !/status of (400|401)/.test(text))).toEqual([]);
  });
});
