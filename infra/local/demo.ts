import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { findObject } from '../../functions/shared/google/object-file.ts';
import { readObject } from '../../functions/shared/google/read-object.ts';
import { storage } from '../../functions/shared/google/storage.ts';
import { type GeoTiff, memorySource, openGeoTiff } from '../../functions/shared/raster/geotiff/geotiff.ts';
import { called, connect, ee } from './earth-engine.ts';
import { DEMO_PROJECT, installSamples } from './samples.ts';
import { serveTerrane } from './serve.ts';

/**
 * `npm run demo`: shows the main job through the unmodified official client. Exits with 0 only if every result equals the value that is
 * computed here from the sample file itself.
 */

process.env['TERRANE_LOG'] ??= 'off';

const OUTPUT = resolve('demo-output');
const BUCKET = 'terrane-demo-exports';

const started = performance.now();
let failures = 0;

function step(title: string): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(5);
  console.log(`\n${seconds} s  ${title}`);
}

function check(what: string, right: boolean): void {
  console.log(`         ${right ? '✓' : '✗'} ${what}`);
  if (!right) failures++;
}

/** All samples of a file's bands. */
async function readAll(tiff: GeoTiff): Promise<Float64Array[]> {
  const bands = Array.from({ length: tiff.bandCount }, () => new Float64Array(tiff.width * tiff.height));
  const { blockWidth, blockHeight, columns, rows } = tiff.levels[0];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const block = await tiff.readBlock(0, column, row);
      for (const [band, samples] of (block?.bands ?? []).entries()) {
        samples.forEach((value, i) => {
          const x = column * blockWidth + (i % (block?.width ?? 1));
          const y = row * blockHeight + Math.floor(i / (block?.width ?? 1));
          bands[band][y * tiff.width + x] = value;
        });
      }
    }
  }
  return bands;
}

const open = async (bytes: Uint8Array) => openGeoTiff(memorySource('demo', bytes));
const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

step('Starting the local cloud and the functions');
await mkdir(OUTPUT, { recursive: true });
const terrane = await serveTerrane();
console.log(`         Terrane serves at ${terrane.url}`);

step('Importing the samples');
await installSamples(terrane.url, (line) => console.log(`         ${line}`));
await storage().createBucket(BUCKET);
await connect(terrane.url, DEMO_PROJECT);
const scene = await open(await readFile(new URL('../../samples/landsat7-olinda.tif', import.meta.url)));
const digitalNumbers = await readAll(scene);
const ndvi = digitalNumbers[3].map((nir, i) =>
  Math.fround((nir - digitalNumbers[2][i]) / (nir + digitalNumbers[2][i])),
);

step("ee.Image('CGIAR/SRTM90_V4').add(10)");
const elevation = ee.Image('CGIAR/SRTM90_V4').add(10);
const metadata = await called<object>((done) => elevation.getInfo(done));
console.log(`         ${JSON.stringify(metadata)}`);
check(
  'the metadata are those that Earth Engine documents',
  isDeepStrictEqual(metadata, {
    type: 'Image',
    bands: [
      {
        id: 'elevation',
        data_type: { type: 'PixelType', precision: 'int', min: -32758, max: 32777 },
        crs: 'EPSG:4326',
        crs_transform: [0.0008333333535119891, 0, -180, 0, -0.0008333333535119891, 60],
      },
    ],
  }),
);
const hill = ee.Geometry.Point([-34.8551, -8.0133]);
const [above, below] = await Promise.all(
  [elevation, ee.Image('CGIAR/SRTM90_V4')].map((image) =>
    called<{ elevation: number }>((done) => image.reduceRegion(ee.Reducer.mean(), hill).evaluate(done)),
  ),
);
console.log(`         at the hill of Olinda: ${below.elevation} m; with 10 added: ${above.elevation}`);
check('the value is 10 more than the elevation', above.elevation === below.elevation + 10 && below.elevation > 0);

step('Mean NDVI of the Landsat scene');
const landsat = ee.Image(`projects/${DEMO_PROJECT}/assets/landsat7-olinda`);
const index = landsat.normalizedDifference(['B4', 'B3']).rename('NDVI');
const reduced = await called<{ NDVI: number }>((done) => index.reduceRegion(ee.Reducer.mean()).evaluate(done));
console.log(`         ${reduced.NDVI}`);
check(`it is the mean of the file's ${ndvi.length} pixels`, Math.abs(reduced.NDVI - mean(ndvi)) < 1e-9);

step('A map tile and a thumbnail');
const vis = { bands: ['B4', 'B3', 'B2'], min: 20, max: 140 };
const map = await called<{ formatTileUrl(x: number, y: number, z: number): string }>((done) =>
  landsat.getMap(vis, done),
);
const thumbnail = await called<string>((done) =>
  index.getThumbURL({ min: -0.5, max: 0.5, palette: ['blue', 'white', 'green'], dimensions: 400, format: 'png' }, done),
);
for (const [file, url] of [
  ['tile-12-1651-2139.png', map.formatTileUrl(1651, 2139, 12)],
  ['thumbnail.png', thumbnail],
]) {
  const response = await fetch(url);
  const bytes = new Uint8Array(await response.arrayBuffer());
  await writeFile(resolve(OUTPUT, file), bytes);
  const width = new DataView(bytes.buffer).getUint32(16);
  check(
    `${resolve(OUTPUT, file)}: PNG, ${width} pixels wide, ${bytes.length} bytes`,
    response.ok && bytes[1] === 0x50 && width > 200,
  );
}

step('Exporting the NDVI to Cloud Storage');
const task = ee.batch.Export.image.toCloudStorage({
  image: index,
  description: 'olinda-ndvi',
  bucket: BUCKET,
  fileNamePrefix: 'olinda/ndvi',
  formatOptions: { cloudOptimized: true },
});
await new Promise<void>((done, fail) => task.start(done, (error: string) => fail(new Error(error))));
let state = '';
for (let done = false; !done; ) {
  const operation = await called<{ done?: boolean; metadata: { state: string; progress?: number } }>((callback) =>
    ee.data.getOperation(`projects/${DEMO_PROJECT}/operations/${task.id}`, callback),
  );
  ({ state } = operation.metadata);
  done = operation.done === true;
  const progress = operation.metadata.progress ?? 0;
  process.stdout.write(`\r         [${'█'.repeat(Math.round(progress * 30)).padEnd(30, '·')}] ${state.padEnd(10)}`);
  if (!done) await sleep(100);
}
console.log();
check(`task ${task.id} succeeded`, state === 'SUCCEEDED');

const ndviFile = await findObject({ bucket: BUCKET, object: 'olinda/ndvi.tif' });
const bytes = ndviFile ? await readObject(ndviFile) : new Uint8Array();
await writeFile(resolve(OUTPUT, 'ndvi.tif'), bytes);
const exported = await open(bytes);
const [values] = await readAll(exported);
const valid = values.filter((value) => !Number.isNaN(value));
console.log(`         gs://${BUCKET}/olinda/ndvi.tif, also saved as ${resolve(OUTPUT, 'ndvi.tif')}`);
console.log(
  `         ${exported.width} x ${exported.height} pixels, ${exported.crs?.code}, band ${exported.bands[0].description}, ${bytes.length} bytes`,
);
console.log(`         min ${Math.min(...valid)}, max ${Math.max(...valid)}, mean ${mean(valid)}`);
check(
  'its grid is that of the scene',
  exported.crs?.code === scene.crs?.code && isDeepStrictEqual(exported.affine, scene.affine),
);
check('every pixel is what the file gives', isDeepStrictEqual(values, Float64Array.from(ndvi)));

await terrane.stop();
step(failures === 0 ? 'All of it is right.' : `${failures} results are wrong.`);
process.exit(failures === 0 ? 0 : 1);
