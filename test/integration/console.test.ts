import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  dropFile,
  HAS_BROWSER,
  mapAtRest,
  openPage,
  startBrowser,
  typeScript,
  type WatchedPage,
} from '../console/browser.ts';
import { writeGeoTiff } from '../geotiff-writer.ts';
import { BUCKET, call, constant, sharedTerrane, type TestTerrane } from './terrane.ts';

const EXAMPLES = globSync('*.js', { cwd: fileURLToPath(new URL('../../console/src/examples/', import.meta.url)) })
  .map((file) => ({ name: file[0]!.toUpperCase() + file.slice(1, -3) }))
  .toSorted((a, b) => (a.name < b.name ? -1 : 1));

function sourceOf(name: string): string {
  return readFileSync(new URL(`../../console/src/examples/${name.toLowerCase()}.js`, import.meta.url), 'utf8');
}

/** The web console: its files, and what people do with it in a real browser. */

const PROJECT = 'console-project';

let terrane: TestTerrane;
beforeAll(() => {
  terrane = sharedTerrane();
});

describe('its files', () => {
  const folder = fileURLToPath(new URL('../../dist/console/', import.meta.url));
  const names = () => globSync('**/*.{html,js,mjs,css,svg}', { cwd: folder });
  const gzipped = (pattern: RegExp) =>
    names()
      .filter((name) => pattern.test(name))
      .reduce((sum, name) => sum + gzipSync(readFileSync(`${folder}${name}`), { level: 9 }).length, 0);

  it('are under a megabyte in all, and 50 kB until something is seen (with gzip)', () => {
    expect(gzipped(/./)).toBeGreaterThan(300_000);
    expect(gzipped(/./)).toBeLessThan(1_000_000);
    expect(gzipped(/^index\.html|assets\/index-/)).toBeLessThan(50_000);
  });

  it('name no other host', () => {
    const page = readFileSync(`${folder}index.html`, 'utf8') + readFileSync(`${folder}sandbox.html`, 'utf8');
    expect(page).not.toMatch(/https?:\/\//);
  });

  it('are served compressed, for good where their names have a hash', async () => {
    const page = await fetch(`${terrane.url}/`, { headers: { 'accept-encoding': 'br' } });
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/html; charset=UTF-8',
      'content-encoding': 'br',
      'cache-control': 'no-cache',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(policy).not.toMatch(/unsafe-eval|(script|style)-src [^;]*unsafe/);
    const [script = ''] = /assets\/index-[\w-]+\.js/.exec(await page.text()) ?? [];
    const { status, headers } = await fetch(`${terrane.url}/${script}`, { headers: { 'accept-encoding': 'gzip' } });
    expect([status, headers.get('content-encoding'), headers.get('cache-control')]).toEqual([
      200,
      'gzip',
      'public, max-age=31536000, immutable',
    ]);
    const etag = page.headers.get('etag') ?? '';
    expect((await fetch(`${terrane.url}/`, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await fetch(`${terrane.url}/`, { method: 'HEAD' })).status).toBe(200);
    expect((await fetch(`${terrane.url}/assets/nothing.js`)).status).toBe(404);
    expect((await fetch(`${terrane.url}/assets/..%2f..%2fpackage.json`)).status).toBe(404);
  });

  it('let a script reach nothing by itself', async () => {
    const policy = (await fetch(`${terrane.url}/sandbox.html`)).headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^sandbox allow-scripts; default-src 'none';/);
    expect(policy).not.toContain('connect-src');
  });
});

if (!HAS_BROWSER)
  console.warn('The console is not tested in a browser: there is no /usr/bin/chromium (CHROMIUM names another).');

describe.skipIf(!HAS_BROWSER)('in a browser (skipped where there is none)', () => {
  let browser: Browser;
  let watched: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    browser = await startBrowser();
    watched = await openPage(browser, `${terrane.url}/?project=${PROJECT}`);
    ({ page } = watched);
    page.setDefaultTimeout(20_000);
  });
  afterAll(() => browser?.close());

  const run = async (source: string) => {
    await typeScript(page, source);
    await page.keyboard.press('ControlOrMeta+Enter');
  };
  const output = () => page.getByRole('log', { name: 'Output of the script' });
  const tab = (name: RegExp) => page.getByRole('tab', { name }).click();

  it('shows itself at once', async () => {
    await page.getByRole('heading', { name: 'Terrane' }).waitFor();
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
    // Under a second where nothing else is running.
    expect(paint).toBeLessThan(3000);
    await page.getByText('Nothing yet. Drop a GeoTIFF').waitFor();
  });

  it('takes a GeoTIFF that is dropped, and shows it at its place in its colours', async () => {
    await mapAtRest(page);
    await dropFile(page, 'four colours.tif', fourColours());
    await page.getByText('Imported as').waitFor();
    await page.getByRole('button', { name: 'four_colours', exact: true }).waitFor();
    await page.locator('.layer[data-state=ready]').waitFor();
    await mapAtRest(page);
    const box = await mapBox(page);
    const picture = sharp(await page.screenshot({ clip: box }));
    const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
    // Four places around the middle: the colour that is seen must be that of the place that the console names.
    for (const [dx, dy] of [
      [-40, -40],
      [40, -40],
      [-40, 40],
      [40, 40],
    ] as const) {
      const [x, y] = [Math.round(box.width / 2) + dx, Math.round(box.height / 2) + dy];
      await page.mouse.click(box.x + x, box.y + y);
      const place = page.locator('.inspector .place');
      const longitude = Number(await place.locator('dd').nth(0).textContent());
      const latitude = Number(await place.locator('dd').nth(1).textContent());
      expect([Math.abs(longitude - 11), Math.abs(latitude - 45)].every((distance) => distance < 1)).toBe(true);
      const expected = colourAt(longitude, latitude);
      const at = (y * info.width + x) * info.channels;
      expect([...data.subarray(at, at + 3)]).toEqual(near(expected));
      const values = page.getByRole('region', { name: 'Values of four_colours' });
      await eventually(() => values.locator('dd').allTextContents()).toEqual(expected.map(String));
    }
  });

  it('takes a table, whose features are found by a click', async () => {
    const ring = [[10.5, 44.5], [11.5, 44.5], [11.5, 45.5], [10.5, 45.5], [10.5, 44.5]]; // biome-ignore format: a ring
    const feature = {
      type: 'Feature',
      properties: { crop: 'rice' },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
    await dropFile(
      page,
      'fields.geojson',
      Buffer.from(JSON.stringify({ type: 'FeatureCollection', features: [feature] })),
    );
    await page.locator('.import.done', { hasText: 'fields' }).waitFor();
    await page.locator('.layer[data-state=ready]', { hasText: 'fields' }).waitFor();
    await mapAtRest(page);
    const { x, y, width, height } = await mapBox(page);
    await page.mouse.click(x + width / 2, y + height / 2);
    const values = page.getByRole('region', { name: 'Values of fields' });
    await values.getByRole('button', { name: /properties: Object/ }).click();
    await values.getByText('rice').waitFor();
    await page.getByRole('button', { name: 'Remove fields' }).click();
  });

  it('says what is wrong with a file that is none', async () => {
    await dropFile(page, 'broken.tif', Buffer.from('this is no raster'));
    await page.locator('.import.failed', { hasText: 'The file is not a TIFF' }).waitFor();
    await dropFile(page, 'letter.docx', Buffer.from('x'));
    await page.locator('.import.failed', { hasText: 'This kind of file cannot be imported' }).waitFor();
    await page.getByRole('button', { name: 'Dismiss broken.tif' }).click();
    await page.getByRole('button', { name: 'Dismiss letter.docx' }).click();
  });

  it('runs a script: what it prints can be folded open, and it may wait for a value', async () => {
    await run(`print('six times seven', ee.Number(6).multiply(7));
      print(ee.Image('projects/${PROJECT}/assets/four_colours'));
      print(ee.Number(20).add(3).getInfo() + 100, {a: [1, {b: 2}]});
      ee.Number(8).evaluate(function(value) { print('later ' + value); });`);
    await output().getByText('42', { exact: true }).waitFor();
    await output().getByText('123', { exact: true }).waitFor();
    await output().getByText('later 8').waitFor();
    await output()
      .getByRole('button', { name: /Image projects.*four_colours \(3 bands\)/ })
      .click();
    await output()
      .getByRole('button', { name: /bands: List \(3 elements\)/ })
      .click();
    await output()
      .getByRole('button', { name: '0: "B0", unsigned int8, EPSG:4326, 64x64 px' })
      .or(output().getByRole('button', { name: /0: "\w+", unsigned int8, EPSG:4326, 64x64 px/ }))
      .waitFor();
  });

  it('says where a script is wrong, and what of the Code Editor is not there', async () => {
    await run('var a = 1;\nvar b = a.c.d;');
    await output()
      .getByText(/Line 2: .*Cannot read properties of undefined/)
      .waitFor();
    await run("print('before');\nui.root.add(ui.Panel());");
    await output().getByText('before').waitFor();
    await output().getByText("Line 2: ui.Panel is not there in Terrane's console").waitFor();
    await run("print(ee.Image('projects/none-such/assets/x'))");
    await output()
      .getByText(/Image \(Error\): .*not found/)
      .waitFor();
  });

  it('stops a script that does not end, and goes on', async () => {
    await run('while (true) {}');
    await page.getByRole('button', { name: 'Stop' }).click();
    await output().getByText('Stopped.').waitFor();
    await run('print(1 + 1)');
    await output().getByText('2', { exact: true }).waitFor();
  });

  it('draws charts', async () => {
    await run(`var image = ee.Image('projects/terrane-demo/assets/landsat7-olinda');
      print(ui.Chart.image.histogram(image.select('B3'), image.geometry(), 120).setOptions({title: 'Red'}));
      print(ui.Chart.array.values(ee.Array([[1, 2], [3, 4], [5, 6]]), 0).setSeriesNames(['odd', 'even']));
      var places = [1, 2, 3].map(function(i) { return ee.Feature(null, {name: 'P' + i, size: i * i}); });
      print(ui.Chart.feature.byFeature(ee.FeatureCollection(places), 'name', 'size'));
      var days = ee.ImageCollection([1, 2, 3].map(function(i) { return ee.Image(i).set('system:time_start', i * 864e5); }));
      print(ui.Chart.image.series(days, ee.Geometry.Point([0, 0]), ee.Reducer.mean(), 30));`);
    await eventually(() => output().locator('.chart canvas').count()).toBe(4);
    await output().getByText('Red', { exact: true }).waitFor();
    await expect
      .poll(() => output().locator('.u-legend').allTextContents())
      .toEqual([
        expect.stringContaining('B3'),
        expect.stringMatching(/odd.*even/),
        expect.stringContaining('size'),
        expect.stringContaining('constant'),
      ]);
  });

  it.each(EXAMPLES)('runs the example $name', async ({ name }) => {
    await tab(/Scripts/);
    await page.getByRole('button', { name: new RegExp(`^${name} `) }).click();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const [, what = ''] = /print\((?:'([^']+)')?/.exec(sourceOf(name)) ?? [];
    if (what !== '') await output().getByText(what, { exact: true }).first().waitFor();
    await page.locator('.layer').first().waitFor();
    await eventually(() => page.locator('.layer[data-state=making], .output .computing').count()).toBe(0);
    expect(await page.locator('.output .failed, .output .message, .layer .message').allTextContents()).toEqual([]);
  });

  it('gives drawn geometries to the script', async () => {
    await page.getByRole('button', { name: 'Draw a rectangle' }).click();
    const { x, y, width, height } = await mapBox(page);
    await page.mouse.click(x + width / 2 - 30, y + height / 2 - 30);
    await page.mouse.click(x + width / 2 + 30, y + height / 2 + 30);
    await run("print('corners ' + geometry.coordinates().getInfo()[0].length, geometry.area(1).gt(0))");
    await output().getByText('corners 5').waitFor();
    await output()
      .getByText(/^(1|true)$/)
      .waitFor();
    await page.getByRole('button', { name: 'Remove geometry' }).click();
  });

  it('shows layers as they are asked for', async () => {
    await run(`Map.setCenter(11, 45, 7);
      Map.addLayer(ee.Image.constant(3), {min: 0, max: 6, palette: ['#ff0000', '#00ff00', '#0000ff']}, 'Constant');`);
    await page.locator('.layer[data-state=ready]', { hasText: 'Constant' }).waitFor();
    await mapAtRest(page);
    const colour = () => shownBeside(page, 100);
    expect(await colour()).toEqual(near([0, 255, 0]));
    await page.getByRole('button', { name: 'How Constant is shown' }).click();
    await page.getByRole('button', { name: 'Grey', exact: true }).click();
    const grey = near([128, 128, 128]);
    await eventually(colour).toEqual(grey);
    await watched.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const copied = async (program: string) => {
      await page.getByLabel('Use Constant in another program').selectOption(program);
      await page.getByText(`For ${program}: copied`).waitFor();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    const tiles = await copied('QGIS (XYZ tiles)');
    const tile = await fetch(tiles.replace('{z}', '0').replace('{x}', '0').replace('{y}', '0'));
    expect(tile.headers.get('content-type')).toMatch(/^image\//);
    expect(await copied('Python')).toMatch(/fromCloudApiJSON\("\{.*Image\.constant.*\}"\)$/);
    await page.getByRole('button', { name: 'Hide Constant' }).click();
    await eventually(colour).not.toEqual(grey);
    await page.getByRole('button', { name: 'Remove Constant' }).click();
  });

  it('starts an export, shows how far it is, and downloads the result', async () => {
    await run(`Export.image.toDrive({image: ee.Image('projects/${PROJECT}/assets/four_colours'), description: 'to-file'});
      Export.image.toCloudStorage({
        image: ee.Image.random().reproject('EPSG:4326', null, 100), description: 'endless', bucket: '${BUCKET}',
        region: ee.Geometry.Rectangle([0, 0, 30, 30], null, false), scale: 100, maxPixels: 1e12
      });`);
    await tab(/Tasks/);
    await page.getByRole('button', { name: 'Run to-file' }).click();
    await page.getByRole('textbox', { name: 'Folder' }).fill('maps');
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    const task = page.getByRole('article', { name: 'to-file' });
    await task.getByText('Completed').waitFor();
    const downloading = page.waitForEvent('download');
    await task.getByRole('button', { name: 'Download to-file' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('to-file.tif');
    const { width, height, channels } = await sharp(await download.path()).metadata();
    expect([width, height, channels]).toEqual([64, 64, 3]);
  });

  it('cancels another', async () => {
    await page.getByRole('button', { name: 'Run endless' }).click();
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    const task = page.getByRole('article', { name: 'endless' });
    await task.getByRole('progressbar').waitFor();
    await page.getByRole('button', { name: 'Cancel endless' }).click();
    await task.getByText('Cancelled').waitFor();
  });

  it('starts an export to a feature view', async () => {
    await run(`Export.table.toFeatureView({
      collection: ee.FeatureCollection(ee.Geometry.Point([1, 2])), description: 'a-view', assetId: 'projects/${PROJECT}/assets/view'
    });`);
    await tab(/Tasks/);
    await page.getByRole('button', { name: 'Run a-view' }).click();
    await page.getByRole('textbox', { name: 'Feature view' }).fill(`projects/${PROJECT}/assets/chosen-view`);
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('article', { name: 'a-view' }).getByText('Completed').waitFor();
    expect(await terrane.api.find(`projects/${PROJECT}/assets/chosen-view`)).toMatchObject({ type: 'FEATURE_VIEW' });
  });

  it('shows a feature view in the style of a script', async () => {
    await run(`Map.setCenter(1, 2, 9);
      Map.add(ui.Map.FeatureViewLayer('projects/${PROJECT}/assets/chosen-view', {color: 'ff00ff', opacity: 1, pointSize: 60}, 'the view'));`);
    await page.locator('.layer[data-state=ready]').getByText('the view').waitFor();
    await mapAtRest(page);
    await eventually(() => shownBeside(page, 20)).toEqual(near([255, 0, 255]));
    await page.getByRole('button', { name: 'Remove the view' }).click();
  });

  it('asks of chosen files where they go, what they are called, and what their bands are', async () => {
    await tab(/Assets/);
    const buffer = Buffer.from(fourColours());
    await page.getByLabel('Files to upload').setInputFiles({ name: 'chosen.tif', mimeType: 'image/tiff', buffer });
    const dialog = page.getByRole('dialog', { name: 'Import a file' });
    await dialog.getByLabel(/^Folder/).fill('deep/er');
    await dialog.getByLabel('Name', { exact: true }).fill('renamed');
    await dialog.getByLabel(/^Names of the bands/).fill('r, g,b');
    await fairForAll(page);
    await dialog.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('Imported as renamed').waitFor();
    const { bands } = (await terrane.api.find(`projects/${PROJECT}/assets/deep/er/renamed`)) as {
      bands: { id: string }[];
    };
    expect(bands.map(({ id }) => id)).toEqual(['r', 'g', 'b']);
  });

  it('shows who may use an asset, and changes it', async () => {
    await page.getByRole('region', { name: 'Asset renamed' }).getByRole('button', { name: 'Who may use it' }).click();
    const dialog = page.getByRole('dialog', { name: 'Who may use renamed' });
    await dialog.getByText('Nobody has a role here.').waitFor();
    await dialog.getByLabel('Whom to give a role').fill('ana@example.org');
    await dialog.getByRole('button', { name: 'Give' }).click();
    await dialog.getByLabel('Role of user:ana@example.org').selectOption('Writer');
    await fairForAll(page);
    const policy = () =>
      terrane.api.post<{ bindings?: object[] }>(`projects/${PROJECT}/assets/deep/er/renamed:getIamPolicy`, {});
    await eventually(async () => (await policy()).bindings).toEqual([
      { role: 'roles/editor', members: ['user:ana@example.org'] },
    ]);
    await dialog.getByLabel('Whom to give a role').fill('allUsers');
    await dialog.getByLabel('Role', { exact: true }).selectOption('Owner');
    await dialog.getByRole('button', { name: 'Give' }).click();
    await dialog.getByRole('alert').waitFor();
    await dialog.getByRole('button', { name: 'Take the role from user:ana@example.org' }).click();
    await eventually(async () => (await policy()).bindings ?? []).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).click();
  });

  it('lists schedules, and pauses, runs and forgets them', async () => {
    await terrane.api.post(`projects/${PROJECT}/schedules?scheduleId=monthly`, {
      description: 'every month',
      cron: '0 0 1 * *',
      method: 'image:export',
      request: {
        expression: { result: '0', values: { 0: SMALL } },
        description: 'scheduled',
        assetExportOptions: {
          earthEngineDestination: { name: `projects/${PROJECT}/assets/monthly`, overwrite: true },
        },
      },
    });
    await page.reload();
    await tab(/Tasks/);
    const row = page.getByRole('article', { name: 'Schedule every month' });
    await row.getByText('0 0 1 * * UTC').waitFor();
    await row.getByRole('button', { name: 'Pause every month' }).click();
    await row.getByText('paused').waitFor();
    await row.getByRole('button', { name: 'Resume every month' }).click();
    await row.getByRole('button', { name: 'Run every month now' }).click();
    await page.getByRole('article', { name: 'scheduled' }).first().waitFor();
    page.once('dialog', (dialog) => void dialog.accept());
    await row.getByRole('button', { name: 'Forget every month' }).click();
    await row.waitFor({ state: 'detached' });
  });

  it('makes links to a script, which does not run by itself, and has no way past the API', async () => {
    await watched.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await typeScript(page, "print('from a link')");
    await page.getByRole('button', { name: /Copy a link/ }).click();
    await page.getByText('Link copied').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const other = await openPage(browser, link);
    await other.page.getByText('The script of this link is in the editor').waitFor();
    expect(await other.page.getByRole('textbox', { name: 'Script', exact: true }).textContent()).toBe(
      "print('from a link')",
    );
    expect(await other.page.getByRole('log').textContent()).not.toContain('from a link');
    await keptApart(other.page);
    await other.context.close();
  });

  it.each(['light', 'dark'] as const)('has no serious fault in accessibility, when %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    const views = [
      [/Assets/, /Inspector/],
      [/Scripts/, /Console/],
      [/Reference/, /Tasks/],
    ] as const;
    for (const view of views) {
      for (const name of view) await tab(name);
      await fairForAll(page);
    }
  });

  it('has written no error, and asked nobody but this server and its Cloud Storage', () => {
    const allowed = [new URL(terrane.url).origin, process.env['STORAGE_EMULATOR_HOST']];
    expect([...watched.origins].filter((origin) => !allowed.includes(origin))).toEqual([]);
    // A script that fails has asked for what is not there; and nobody may make everybody an owner.
    expect(watched.complaints.filter((text) => !/status of 400 .*(value:compute|setIamPolicy)/.test(text))).toEqual([]);
  });
});

/** A colour as JPEG keeps it. */
function near(colour: readonly number[]) {
  return colour.map((value) => expect.closeTo(value, -1));
}

/** For what the browser shows a moment later, also where the machine has other things to do. */
function eventually<T>(look: () => Promise<T>) {
  return expect.poll(look, { timeout: 10_000 });
}

/** That axe-core finds nothing serious on a page as it is now: in its dialog, where one is open, since nothing else can be reached then. */
async function fairForAll(page: Page): Promise<void> {
  await page.evaluate(readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8'));
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(within: Node): Promise<{ violations: Violation[] }> } };
    return (await axe.run(document.querySelector('dialog[open]') ?? document)).violations;
  });
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

/** A degree by a degree, ten by ten pixels. */
const SMALL = call('Image.clipToBoundsAndScale', {
  input: call('Image.constant', { value: constant(1) }),
  geometry: call('GeometryConstructors.Rectangle', { coordinates: constant([0, 0, 1, 1]) }),
  width: constant(10),
  height: constant(10),
});

interface Violation {
  readonly id: string;
  readonly impact?: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** A script reaches nothing but what the console does for it. */
async function keptApart(page: Page): Promise<void> {
  await typeScript(
    page,
    `fetch('/v1/projects/terrane-demo/algorithms').then(function() { print('reached') }, function() { print('kept out') });
     print(typeof document, self.origin);
     print(ee.data.getAsset('projects/terrane-demo/assets/srtm-olinda').type);`,
  );
  await page.keyboard.press('ControlOrMeta+Enter');
  for (const text of ['kept out', 'undefined', 'null', 'Image']) {
    await page.getByRole('log').getByText(text, { exact: true }).waitFor();
  }
}

async function mapBox(page: Page) {
  const box = await page.locator('.map').boundingBox();
  if (!box) throw new Error('There is no map.');
  return box;
}

const SIZE = 64;

/** Red, green, blue and white, from west to east and north to south. */
const COLOURS = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
] as const;

/** An image of two degrees around 11° E, 45° N, with a colour in each quarter. */
function fourColours(): Uint8Array {
  const samples = new Uint8Array(SIZE * SIZE * 3);
  for (let i = 0; i < SIZE * SIZE; i++) {
    const [column, row] = [i % SIZE, Math.floor(i / SIZE)];
    samples.set(COLOURS[(row < SIZE / 2 ? 0 : 2) + (column < SIZE / 2 ? 0 : 1)]!, 3 * i);
  }
  const place = [2 / SIZE, 10, 2 / SIZE, 46] as const;
  return writeGeoTiff({ width: SIZE, height: SIZE, samples, bands: 3, place, keys: { 1024: 2, 2048: 4326 } });
}

/** The colour of the page's pixel that is so many pixels to the right of the middle of the map. */
async function shownBeside(page: Page, pixels: number): Promise<number[]> {
  const { x, y, width, height } = await mapBox(page);
  const clip = { x: x + width / 2 + pixels, y: y + height / 2, width: 1, height: 1 };
  const { data } = await sharp(await page.screenshot({ clip }))
    .raw()
    .toBuffer({ resolveWithObject: true });
  return [...data].slice(0, 3);
}

function colourAt(longitude: number, latitude: number): readonly number[] {
  return [...COLOURS[(latitude > 45 ? 0 : 2) + (longitude < 11 ? 0 : 1)]!];
}
