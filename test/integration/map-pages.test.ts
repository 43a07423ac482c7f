import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HAS_BROWSER, openPage, startBrowser } from '../console/browser.ts';
import { call, constant, sharedTerrane } from './terrane.ts';

/** Pages of other servers that show a map of Terrane by one URL, in a real browser: with MapLibre, and with Debian's Leaflet where that is. */

const MAPLIBRE = fileURLToPath(new URL('.', import.meta.resolve('maplibre-gl/dist/maplibre-gl.mjs')));
const LEAFLET = '/usr/share/javascript/leaflet/';
const HAS_LEAFLET = existsSync(`${LEAFLET}leaflet.js`);

if (!HAS_BROWSER || !HAS_LEAFLET)
  console.warn(
    'Pages with maps are tested where there are /usr/bin/chromium and libjs-leaflet: one of them is missing.',
  );

const { api, url } = sharedTerrane();

/** West of the meridian blue, east of it red. */
const HALVES = call('Image.visualize', {
  image: call('Image.gt', {
    image1: call('Image.select', { input: call('Image.pixelLonLat', {}), bandSelectors: constant(['longitude']) }),
    image2: call('Image.constant', { value: constant(10) }),
  }),
  min: constant(0),
  max: constant(1),
  palette: constant(['0000ff', 'ff0000']),
});

/** What a page is made of: the name of a map is put in place of MAP. */
const PAGES: { readonly [path: string]: string } = {
  '/maplibre': `<link rel="stylesheet" href="/maplibre/maplibre-gl.css">
    <script type="module">
      import * as maplibregl from '/maplibre/maplibre-gl.mjs';
      maplibregl.setWorkerUrl('/maplibre/maplibre-gl-worker.mjs');
      const source = { type: 'raster', url: 'MAP:getTileJson', tileSize: 256 };
      const style = { version: 8, sources: { terrane: source }, layers: [{ id: 'terrane', type: 'raster', source: 'terrane' }] };
      const map = new maplibregl.Map({ container: 'map', style, center: [10, 45], zoom: 5, fadeDuration: 0 });
      map.on('idle', () => { document.body.dataset.state = 'ready'; });
    </script>`,
  '/leaflet': `<link rel="stylesheet" href="/leaflet/leaflet.css">
    <script src="/leaflet/leaflet.js"></script>
    <script type="module">
      const tiles = L.tileLayer('MAP/tiles/{z}/{x}/{y}.png');
      tiles.on('load', () => { document.body.dataset.state = 'ready'; });
      tiles.addTo(L.map('map', { fadeAnimation: false }).setView([45, 10], 6));
    </script>`,
};

const TYPES: { readonly [extension: string]: string } = {
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
};

describe.skipIf(!HAS_BROWSER)('a page of another server (skipped without a browser)', () => {
  let browser: Browser;
  let pages: Server;
  let address: string;

  beforeAll(async () => {
    const expression = { result: '0', values: { 0: HALVES } };
    const { name } = await api.post<{ name: string }>('projects/terrane-demo/maps', { expression, fileFormat: 'PNG' });
    pages = createServer(({ url: path = '/' }, response) => {
      const page = PAGES[path];
      const [, library, file = ''] = /^\/(maplibre|leaflet)\/([\w.-]+)$/.exec(path) ?? [];
      if (page !== undefined) {
        const body = `<body style="margin:0"><div id="map" style="width:400px;height:300px"></div>${page}</body>`;
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end(`<!doctype html><link rel="icon" href="data:,">${body.replaceAll('MAP', `${url}/v1/${name}`)}`);
      } else if (library !== undefined && existsSync(`${library === 'leaflet' ? LEAFLET : MAPLIBRE}${file}`)) {
        const bytes = readFileSync(`${library === 'leaflet' ? LEAFLET : MAPLIBRE}${file}`);
        response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(bytes);
      } else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(pages.address() as AddressInfo).port}`;
    browser = await startBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    pages?.close();
  });

  it.each([
    ['MapLibre', '/maplibre', true],
    ['Leaflet', '/leaflet', HAS_LEAFLET],
  ])('shows a map with %s, at its place in its colours', async (_, path, isThere) => {
    if (!isThere) return;
    const { page, complaints, origins, context } = await openPage(browser, `${address}${path}`);
    await page.locator('body[data-state=ready]').waitFor();
    // The meridian of 10° is in the middle.
    expect(await colourAt(page, 190, 150)).toEqual([0, 0, 255]);
    expect(await colourAt(page, 210, 150)).toEqual([255, 0, 0]);
    expect(complaints).toEqual([]);
    expect([...origins].toSorted()).toEqual([address, new URL(url).origin].toSorted());
    await context.close();
  });
});

async function colourAt(page: Page, x: number, y: number): Promise<number[]> {
  const picture = await page.screenshot({ clip: { x, y, width: 1, height: 1 } });
  return [...(await sharp(picture).removeAlpha().raw().toBuffer())];
}
