import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { installSamples } from '../local/samples.ts';
import { serveTerrane } from '../local/serve.ts';
import { makeConsole } from './make-console.ts';

/** `npm run screenshots`: the pictures of docs/console.md, taken of a new server with the samples. Needs Debian's Chromium, or that of CHROMIUM. */

const FOLDER = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));
const SAMPLES = fileURLToPath(new URL('../../samples/', import.meta.url));

process.env['TERRANE_LOG'] ??= 'off';
const [terrane] = await Promise.all([serveTerrane(), makeConsole()]);
await installSamples(terrane.url);
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu'],
});
try {
  await inColours('light', vegetation);
  await inColours('light', uploaded);
  await inColours('dark', charts);
  await inColours('light', exported);
} finally {
  await browser.close();
  await terrane.stop();
}

async function inColours(colorScheme: 'light' | 'dark', take: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1360, height: 850 }, colorScheme });
  await page.goto(terrane.url);
  await atRest(page);
  await take(page);
  await page.close();
}

async function vegetation(page: Page): Promise<void> {
  await run(page, 'Vegetation');
  await page.getByRole('button', { name: /Image projects/ }).click();
  await page.getByRole('button', { name: /bands: List/ }).click();
  await page.getByRole('tab', { name: 'Assets' }).click();
  await page.getByRole('button', { name: 'How NDVI is shown' }).click();
  await page.locator('.palette').first().waitFor();
  await shoot(page, 'script');
}

async function uploaded(page: Page): Promise<void> {
  await page.getByLabel('Files to upload').setInputFiles(`${SAMPLES}srtm-olinda.tif`);
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('Imported as').waitFor();
  await page.locator('.layer[data-state=ready]').waitFor();
  await atRest(page);
  await page.getByRole('button', { name: 'How srtm-olinda-2 is shown' }).click();
  await page.getByRole('button', { name: 'Terrain', exact: true }).click();
  await atRest(page);
  const box = await page.locator('.map').boundingBox();
  if (box) await page.mouse.click(box.x + box.width / 2 - 60, box.y + box.height / 2 - 60);
  await page.locator('.pixel').waitFor();
  await shoot(page, 'upload');
}

async function charts(page: Page): Promise<void> {
  await run(page, 'Charts');
  await page.locator('.chart canvas').nth(2).waitFor();
  await page.locator('.chart').nth(1).scrollIntoViewIfNeeded();
  await page.locator('#panel-console').evaluate((panel) => panel.scrollTo(0, 290));
  await shoot(page, 'charts');
}

async function exported(page: Page): Promise<void> {
  await run(page, 'Export');
  await page.getByRole('tab', { name: /Tasks/ }).click();
  await page.getByRole('button', { name: 'Run ndvi-olinda' }).click();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByRole('button', { name: 'Download ndvi-olinda' }).waitFor();
  await shoot(page, 'tasks');
}

async function run(page: Page, example: string): Promise<void> {
  await page.getByRole('tab', { name: 'Scripts' }).click();
  await page.getByRole('button', { name: new RegExp(`^${example} `) }).click();
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await page.locator('.layer[data-state=ready]').first().waitFor();
  await page.waitForFunction(() => !document.querySelector('.computing, .layer[data-state=making]'));
  await atRest(page);
}

async function atRest(page: Page): Promise<void> {
  await page.waitForTimeout(500);
  await page.locator('.map[aria-busy=false]').waitFor();
}

async function shoot(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await atRest(page);
  const picture = await page.screenshot();
  // 256 colours are enough for a page, and a third of the bytes.
  await sharp(picture).png({ palette: true, effort: 10 }).toFile(`${FOLDER}console-${name}.png`);
  console.log(`docs/pictures/console-${name}.png`);
}
