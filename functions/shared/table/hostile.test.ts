import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isServiceError } from '../errors.ts';
import { openCsv } from './csv/csv-table.ts';
import { geoJsonRows } from './geojson/geojson-table.ts';
import { kmlRows } from './kml/kml-table.ts';
import { openShapefile } from './shapefile/shapefile.ts';
import { DEFAULTS, fileOf, rangeFileOf } from './source-files.testing.ts';
import { openZip } from './zip/zip.ts';

const CSV = Buffer.from('name,longitude,latitude,g\n"a, ""b""",1,2,POINT (1 2)\nc,3,4,"LINESTRING (0 0, 1 1)"\n');
const GEOJSON = Buffer.from(
  '{"type":"FeatureCollection","features":[{"type":"Feature","id":1,"geometry":{"type":"Polygon","coordinates":' +
    '[[[0,0],[1,0],[1,1],[0,0]]]},"properties":{"a":[1,"ü\\n"],"b":null}},{"type":"Feature","geometry":null,"properties":{}}]}',
);
const KML = Buffer.from(
  '<?xml version="1.0"?><kml><Document><Placemark><name>a &amp; b</name><ExtendedData><Data name="c"><value>1</value></Data></ExtendedData>' +
    '<MultiGeometry><Point><coordinates>1,2</coordinates></Point><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1 0,0' +
    '</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark></Document></kml>',
);
const ARCHIVE = readFileSync(new URL('./shapefile/fixtures/polygons.zip', import.meta.url));

const READERS: { readonly [name: string]: readonly [Buffer, (bytes: Buffer) => Promise<void>] } = {
  csv: [
    CSV,
    async (bytes) => {
      for await (const _ of (await openCsv(fileOf(bytes), DEFAULTS)).rows());
    },
  ],
  geojson: [
    GEOJSON,
    async (bytes) => {
      for await (const _ of geoJsonRows(fileOf(bytes), DEFAULTS));
    },
  ],
  kml: [
    KML,
    async (bytes) => {
      for await (const _ of kmlRows(fileOf(bytes), DEFAULTS));
    },
  ],
  shapefile: [
    ARCHIVE,
    async (bytes) => {
      const files = await openZip(rangeFileOf(bytes));
      const part = (extension: string) => files.get(`folder/polygons.${extension}`);
      const shp = part('shp');
      if (shp === undefined) return;
      const parts = { shp, dbf: part('dbf'), prj: part('prj'), cpg: part('cpg') };
      for await (const _ of (await openShapefile(parts, { ...DEFAULTS, charset: '' })).rows);
    },
  ],
};

/** A file with some bytes changed, cut out, or put in twice. */
function damaged(bytes: Buffer): fc.Arbitrary<Buffer> {
  const place = fc.nat(bytes.length - 1);
  const change = fc.tuple(place, fc.nat(255), place, fc.constantFrom('set', 'cut', 'double'));
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) =>
    changes.reduce((file, [at, value, length, kind]) => {
      if (kind === 'cut') return Buffer.concat([file.subarray(0, at), file.subarray(at + (length % 20))]);
      if (kind === 'double')
        return Buffer.concat([file.subarray(0, at), file.subarray(Math.max(0, at - (length % 20)))]);
      const copy = Buffer.from(file);
      if (at < copy.length) copy[at] = value;
      return copy;
    }, bytes),
  );
}

it.each(Object.entries(READERS))('a damaged %s file is read, or refused in words', async (_, [whole, read]) => {
  await read(whole);
  await fc.assert(
    fc.asyncProperty(damaged(whole), async (bytes) => {
      try {
        await read(bytes);
      } catch (error) {
        expect(isServiceError(error), String(error)).toBe(true);
      }
    }),
    { numRuns: 400 },
  );
});
