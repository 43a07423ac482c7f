import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { assetBucket, storage } from '../../functions/shared/google/storage.ts';
import { collected, rangeFileOf } from '../../functions/shared/table/source-files.testing.ts';
import { openZip } from '../../functions/shared/table/zip/zip.ts';
import { deleteDiscarded } from '../../functions/shared/tasks/discard.ts';
import { ApiClient, type Operation } from '../../infra/local/api-client.ts';
import { called, connect, ee } from './client.ts';
import { info } from './info.ts';
import { download } from './shared/download.ts';
import { sharedTerrane } from './terrane.ts';

const PROJECT = 'table-tests';
const BUCKET = 'test-tables';
const PLACES = `projects/${PROJECT}/assets/places`;

const CSV = `name,longitude,latitude,people,share
Olinda,-34.855,-8.009,393115,0.5
Recife,-34.881,-8.054,1653461,
Natal,-35.209,-5.795,890480,0.25
Berlin,13.405,52.52,3645000,1
`;

/** A feature as ogr2ogr writes it. */
interface OgrFeature {
  readonly properties: { readonly [name: string]: unknown };
  readonly geometry: object;
}

const terrane = sharedTerrane();
const api = new ApiClient(terrane.url, PROJECT);

async function upload(object: string, content: string | Uint8Array): Promise<string> {
  await storage().bucket(BUCKET).file(object).save(Buffer.from(content));
  return `gs://${BUCKET}/${object}`;
}

/** Imports a file as a table through the official client, and waits. */
async function ingest(asset: string, uri: string, source: object = {}, more: object = {}): Promise<Operation> {
  const manifest = { id: asset, sources: [{ primaryPath: uri, ...source }], ...more };
  const id = await called<string[]>((done) => ee.data.newTaskId(1, done));
  const started = await called<{ taskId: string }>((done) => ee.data.startTableIngestion(id[0], manifest, done));
  return ended(started.taskId);
}

async function ended(id: string): Promise<Operation> {
  for (;;) {
    const operation = await api.find<Operation>(`projects/${PROJECT}/operations/${id}`);
    if (operation === undefined) throw new Error(`There is no operation ${id}.`);
    if (operation.done) return operation;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
}

beforeAll(async () => {
  await storage().createBucket(BUCKET);
  await connect(terrane.url, PROJECT);
  const operation = await ingest(PLACES, await upload('places.csv', CSV), {}, { properties: { source: 'census' } });
  expect(operation).toMatchObject({
    metadata: { state: 'SUCCEEDED', type: 'INGEST_TABLE', destinationUris: [PLACES], progress: 1 },
    response: { '@type': 'type.googleapis.com/google.earthengine.v1.ImportTableResponse' },
  });
}, 60_000);

describe('a table of a CSV file', () => {
  it('is an asset', async () => {
    expect(await api.find(PLACES)).toMatchObject({
      type: 'TABLE',
      id: PLACES,
      featureCount: '4',
      sizeBytes: expect.stringMatching(/^\d+$/),
      properties: { source: 'census' },
    });
  });

  it('is a collection', async () => {
    expect(await info(ee.FeatureCollection(PLACES))).toEqual({
      type: 'FeatureCollection',
      id: PLACES,
      version: expect.any(Number),
      columns: {
        name: 'String',
        longitude: 'Float',
        latitude: 'Float',
        people: 'Integer',
        share: 'Float',
        'system:index': 'String',
      },
      properties: { source: 'census', 'system:asset_size': expect.any(Number) },
      features: CSV.trim()
        .split('\n')
        .slice(1)
        .map((line, i) => {
          const [name, longitude, latitude, people, share] = line.split(',');
          const [x, y] = [Number(longitude), Number(latitude)];
          return {
            type: 'Feature',
            id: `0000000000000000000${i}`,
            geometry: { type: 'Point', coordinates: [x, y] },
            properties: {
              name,
              longitude: x,
              latitude: y,
              people: Number(people),
              ...(share ? { share: Number(share) } : {}),
            },
          };
        }),
    });
  });

  it('is computed with', async () => {
    const places = ee.FeatureCollection(PLACES);
    expect(await info(places.size())).toBe(4);
    expect(await info(places.first().get('name'))).toBe('Olinda');
    expect(await info(places.limit(2).aggregate_array('system:index'))).toEqual([
      '00000000000000000000',
      '00000000000000000001',
    ]);
    const near = places.filterBounds(ee.Geometry.Rectangle([-36, -9, -34, -7]));
    expect(await info(near.aggregate_array('name'))).toEqual(['Olinda', 'Recife']);
    expect(await info(near.filter(ee.Filter.gt('people', 1e6)).reduceColumns(ee.Reducer.sum(), ['people']))).toEqual({
      sum: 1653461,
    });
    expect(
      await info(
        places
          .filter(ee.Filter.lt('people', 1e6))
          .filterBounds(ee.Geometry.Point([-35.209, -5.795]).buffer(10))
          .size(),
      ),
    ).toBe(1);
    expect(
      await info(
        places
          .limit(1)
          .filterBounds(ee.Geometry.Point([13.405, 52.52]))
          .size(),
      ),
    ).toBe(0);
  });

  it('is told of where it is not there, or is something else', async () => {
    await expect(info(ee.FeatureCollection(`projects/${PROJECT}/assets/none`))).rejects.toThrow(
      `Collection.loadTable: Collection asset 'projects/${PROJECT}/assets/none' not found (does not exist or caller does not have access).`,
    );
    await expect(info(ee.FeatureCollection('ft:1S4EB'))).rejects.toThrow("Collection asset 'ft:1S4EB' not found");
    await expect(info(ee.Image(PLACES))).rejects.toThrow(
      `Image.load: Expected asset '${PLACES}' to be an Image, found 'Table'.`,
    );
    await expect(info(ee.FeatureCollection(PLACES, 'other'))).rejects.toThrow("there is no geometry column 'other'");
  });

  it('is replaced only if that is asked for; the old file goes when nobody can be reading it', async () => {
    const uri = await upload('one.csv', 'a\n1\n');
    const name = `projects/${PROJECT}/assets/replaced`;
    expect((await ingest(name, uri)).error).toBeUndefined();
    await expect(ingest(name, uri)).rejects.toThrow(`Cannot overwrite asset '${name}'.`);
    const files = async () =>
      (await storage().bucket(assetBucket()).getFiles())[0]
        .map((file) => file.name)
        .filter((file) => file.includes('replaced'));
    const before = await files();
    const manifest = { name, sources: [{ uris: [await upload('two.csv', 'b\n2\n')] }] };
    const again = await api.post<Operation>(`projects/${PROJECT}/table:import`, {
      tableManifest: manifest,
      overwrite: true,
    });
    await api.finish(again);
    expect(await info(ee.FeatureCollection(name).first().toDictionary())).toEqual({ b: 2 });
    // The server's own sweep may have taken the record up a moment ago, or put it off because some task was being planned.
    let minutes = 20;
    const rest = async () => {
      await deleteDiscarded(Date.now() + minutes * 60_000);
      minutes += 60;
      return files();
    };
    await expect.poll(rest, { timeout: 20_000 }).toHaveLength(1);
    expect(await files()).not.toEqual(before);
  });
});

describe('a table of another CSV file', () => {
  it('is understood as the manifest says', async () => {
    const name = `projects/${PROJECT}/assets/stations`;
    const text = "id;where;seen\n007;'POINT (500000 5427455.78119917)';02.01.2020\n008;;\n";
    const source = {
      csvDelimiter: ';',
      csvQualifier: "'",
      crs: 'EPSG:32633',
      primaryGeometryColumn: 'where',
      dateFormat: 'dd.MM.yyyy',
    };
    const more = { columnDataTypeOverrides: { id: 'COLUMN_DATA_TYPE_STRING' } };
    expect((await ingest(name, await upload('stations.csv', text), source, more)).error).toBeUndefined();
    const { features, columns } = await info<{ features: object[]; columns: object }>(ee.FeatureCollection(name));
    expect(columns).toEqual({ id: 'String', seen: 'Long', 'system:index': 'String' });
    const point = { type: 'Point', coordinates: [expect.closeTo(15, 9), expect.closeTo(49, 9)] };
    expect(features).toEqual([
      {
        type: 'Feature',
        id: '00000000000000000000',
        geometry: point,
        properties: { id: '007', seen: Date.parse('2020-01-02') },
      },
      { type: 'Feature', id: '00000000000000000001', geometry: null, properties: { id: '008' } },
    ]);
    const wrong = await ingest(`${name}2`, await upload('stations.csv', text), { dateFormat: 'bbb' });
    expect(wrong.error?.message).toMatch(/'dateFormat'/);
  });

  it('may be empty', async () => {
    const name = `projects/${PROJECT}/assets/empty`;
    expect((await ingest(name, await upload('header.csv', 'a,b\n'))).error).toBeUndefined();
    expect(await info(ee.FeatureCollection(name))).toMatchObject({
      columns: { a: 'String', b: 'String' },
      features: [],
    });
    expect(await info(ee.FeatureCollection(name).size())).toBe(0);
  });
});

describe('a table of a GeoJSON file', () => {
  const name = `projects/${PROJECT}/assets/shapes`;
  const features = [
    {
      type: 'Feature',
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [4, 0],
            [4, 4],
            [0, 4],
            [0, 0],
          ],
        ],
      },
      properties: { a: 1, tags: ['x', 'y'] },
    },
    { type: 'Feature', geometry: null, properties: { a: 2.5 } },
    {
      type: 'Feature',
      geometry: {
        type: 'LineString',
        coordinates: [
          [10, 0],
          [11, 1],
        ],
        geodesic: false,
      },
      properties: { a: 'three' },
    },
  ];

  it('keeps shapes, and values of several types', async () => {
    const uri = await upload('shapes.geojson', JSON.stringify({ type: 'FeatureCollection', features }));
    expect((await ingest(name, uri)).error).toBeUndefined();
    const { features: found, columns } = await info<{ features: object[]; columns: object }>(
      ee.FeatureCollection(name),
    );
    expect(found).toEqual(features.map((feature, i) => ({ ...feature, id: `0000000000000000000${i}` })));
    expect(columns).toEqual({ a: 'Object', tags: 'Object', 'system:index': 'String' });
    const inside = ee.FeatureCollection(name).filterBounds(ee.Geometry.Point([2, 2]));
    expect(await info(inside.aggregate_array('a'))).toEqual([1]);
  });
});

describe('a table of a shapefile', () => {
  const archive = (name: string) =>
    readFileSync(new URL(`../../functions/shared/table/shapefile/fixtures/${name}.zip`, import.meta.url));

  it('comes in an archive', async () => {
    const name = `projects/${PROJECT}/assets/polygons`;
    expect((await ingest(name, await upload('polygons.zip', archive('polygons')))).error).toBeUndefined();
    const { features, columns } = await info<{ features: { properties: object }[]; columns: object }>(
      ee.FeatureCollection(name),
    );
    expect(columns).toEqual({
      name: 'String',
      count: 'Integer',
      big: 'Long',
      share: 'Float',
      day: 'Long',
      'system:index': 'String',
    });
    expect(features.map(({ properties }) => properties)[0]).toMatchObject({ name: 'Köln', big: 12345678901 });
    const found = ee.FeatureCollection(name).filterBounds(ee.Geometry.Point([23, 1]));
    expect(await info(found.aggregate_array('count'))).toEqual([-7]);
  });

  it('comes as objects side by side', async () => {
    const files = await openZip(rangeFileOf(archive('utm-lines')));
    for (const [path, file] of files) {
      if (!path.includes('MACOSX'))
        await upload(path.replace('folder/', 'lines/'), Buffer.concat(await collected(file.open())));
    }
    const name = `projects/${PROJECT}/assets/lines`;
    expect((await ingest(name, `gs://${BUCKET}/lines/utm-lines.shp`)).error).toBeUndefined();
    expect(await info(ee.FeatureCollection(name).aggregate_array('id'))).toEqual([1, 2]);
    const [x, y] = await info<number[]>(ee.FeatureCollection(name).geometry().centroid(1).coordinates());
    expect([Math.round(x * 10) / 10, Math.round(y * 10) / 10]).toEqual([15.1, 49]);
  });
});

describe('a GeoPackage', () => {
  it('comes in an archive or alone', async () => {
    const packed = readFileSync(
      new URL('../../functions/shared/table/geopackage/fixtures/places.zip', import.meta.url),
    );
    const file = (await openZip(rangeFileOf(packed, 10_000))).get('places.gpkg')!;
    const uris = [
      await upload('packed.zip', packed),
      await upload('places.gpkg', Buffer.concat(await collected(file.open()))),
    ];
    for (const [i, uri] of uris.entries()) {
      const name = `projects/${PROJECT}/assets/package${i}`;
      expect((await ingest(name, uri)).error).toBeUndefined();
      const { columns } = await info<{ columns: object }>(ee.FeatureCollection(name));
      expect(columns).toMatchObject({ name: 'String', count: 'Integer', big: 'Long', open: 'Boolean', day: 'Long' });
      const found = ee.FeatureCollection(name).filterBounds(ee.Geometry.Point([15, 49.003]).buffer(1000));
      expect(await info(found.aggregate_array('name'))).toEqual(['Köln', 'both']);
    }
  });
});

describe('a file that cannot be a table', () => {
  it.each([
    ['bad.csv', 'a,b\n1,2\n3\n', /bad\.csv: Invalid Record Length: expect 2, got 1 on line 3/],
    ['beyond.csv', 'longitude,latitude\n1,95\n', /line 2: The coordinates \(1, 95\) are not on the Earth/],
    ['bad.geojson', '{"type":"FeatureCollection","features":[{"type":"Feature"', /ends too early/],
    ['bad.json', '{"type":"Topology"}', /Expected a FeatureCollection/],
    ['bytes.csv', Uint8Array.of(0x61, 0x0a, 0xff, 0xfe), /not valid utf-8/],
    ['empty.csv', '', /is empty/],
  ])('%s fails the operation, with a message', async (object, content, message) => {
    const operation = await ingest(`projects/${PROJECT}/assets/bad`, await upload(object, content));
    expect(operation.metadata.state).toBe('FAILED');
    expect(operation.error?.message).toMatch(message);
  });

  it('that does not exist, or is of another kind, is told of', async () => {
    const missing = await ingest(`projects/${PROJECT}/assets/bad`, `gs://${BUCKET}/missing.csv`);
    expect(missing.error).toEqual({ code: 5, message: `gs://${BUCKET}/missing.csv does not exist.` });
    await expect(ingest(`projects/${PROJECT}/assets/bad`, `gs://${BUCKET}/a.xlsx`)).rejects.toThrow(
      'cannot be imported',
    );
    await expect(ingest(`projects/${PROJECT}/assets/bad`, `gs://${assetBucket()}/a.csv`)).rejects.toThrow(
      "holds Terrane's own data",
    );
    await expect(ingest(`projects/${PROJECT}/assets/bad`, '/a.csv')).rejects.toThrow('gs://BUCKET/OBJECT is expected');
    await expect(
      ingest(`projects/${PROJECT}/assets/bad`, `gs://${BUCKET}/a.csv`, { csvDelimiter: '||' }),
    ).rejects.toThrow('a single character');
  });
});

/** The lines of a text file of exports. */
async function exported(object: string): Promise<string[]> {
  return String(await download(BUCKET, object))
    .trim()
    .split('\n');
}

/** Starts an export through the official client, and waits. */
async function exporting(task: { start(done: () => void, failed: (error: string) => void): void; id?: string }) {
  await new Promise<void>((resolve, reject) => task.start(resolve, (error) => reject(new Error(error))));
  return ended(task.id ?? '');
}

describe('a download', () => {
  const url = (collection: { getDownloadURL(options: object): void }, format: string, selectors?: string[]) =>
    called<string>((done) => collection.getDownloadURL({ format, selectors, filename: 'my places', callback: done }));

  it('is CSV, with columns that may be chosen', async () => {
    const response = await fetch(await url(ee.FeatureCollection(PLACES).limit(2), 'csv'));
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain('filename="my_places.csv"');
    expect(await response.text()).toBe(
      'system:index,latitude,longitude,name,people,share,.geo\n' +
        '00000000000000000000,-8.009,-34.855,Olinda,393115,0.5,"{""type"":""Point"",""coordinates"":[-34.855,-8.009]}"\n' +
        '00000000000000000001,-8.054,-34.881,Recife,1653461,,"{""type"":""Point"",""coordinates"":[-34.881,-8.054]}"\n',
    );
    // The table knows its columns, whatever the first feature has.
    const last = await fetch(await url(ee.FeatureCollection(PLACES).filter(ee.Filter.eq('name', 'Recife')), 'csv'));
    expect((await last.text()).split('\n')[0]).toBe('system:index,latitude,longitude,name,people,share,.geo');
    const chosen = await fetch(await url(ee.FeatureCollection(PLACES), 'CSV', ['people', 'name']));
    expect((await chosen.text()).split('\n').slice(0, 2)).toEqual(['people,name', '393115,Olinda']);
  });

  it('is GeoJSON or KML', async () => {
    const json = await fetch(await url(ee.FeatureCollection(PLACES).limit(1), 'geojson', ['name']));
    expect(await json.json()).toEqual({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          id: '00000000000000000000',
          geometry: { type: 'Point', coordinates: [-34.855, -8.009] },
          properties: { name: 'Olinda' },
        },
      ],
    });
    const kml = await fetch(await url(ee.FeatureCollection(PLACES), 'kml'));
    expect(await kml.text()).toContain('<Point><coordinates>13.405,52.52</coordinates></Point>');
  });

  it('is a shapefile in an archive', async () => {
    const response = await fetch(await url(ee.FeatureCollection(PLACES), 'SHP', ['name', 'people', 'share']));
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect(response.headers.get('content-disposition')).toContain('filename="my_places.zip"');
    const bytes = Buffer.from(await response.arrayBuffer());
    const files = await openZip(rangeFileOf(bytes));
    expect([...files.keys()]).toEqual(['shp', 'shx', 'dbf', 'prj', 'cpg'].map((end) => `my places.${end}`));
    // A shapefile is of one kind of geometries, and an archive has no folders.
    const mixed = ee.FeatureCollection([
      ee.Feature(ee.Geometry.Point([1, 2])),
      ee.Feature(ee.Geometry.Rectangle([0, 0, 1, 1])),
    ]);
    expect(await (await fetch(await url(mixed, 'SHP'))).text()).toContain('A shapefile has one kind of geometries');
  });

  it.skipIf(spawnSync('ogrinfo', ['--version']).error)(
    'as a shapefile is read by GDAL (skipped where that is not installed)',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'shapefile-'));
      const path = join(folder, 'places.zip');
      writeFileSync(
        path,
        Buffer.from(await (await fetch(await url(ee.FeatureCollection(PLACES), 'SHP'))).arrayBuffer()),
      );
      const summary = execFileSync('ogrinfo', ['-ro', '-so', '-al', `/vsizip/${path}`], { encoding: 'utf8' });
      const json = execFileSync('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', `/vsizip/${path}`], { encoding: 'utf8' });
      rmSync(folder, { recursive: true });
      for (const line of ['Layer name: my places', 'Geometry: Point', 'Feature Count: 4', 'ID["EPSG",4326]']) {
        expect(summary).toContain(line);
      }
      const { features } = JSON.parse(json) as { features: OgrFeature[] };
      expect(features.map(({ properties: { name, people } }) => [name, people])).toEqual([
        ['Olinda', 393115],
        ['Recife', 1653461],
        ['Natal', 890480],
        ['Berlin', 3645000],
      ]);
      expect(features[3].geometry).toEqual({ type: 'Point', coordinates: [13.405, 52.52] });
    },
  );

  it('takes what images have been mapped to', async () => {
    const images = ee.ImageCollection([ee.Image(3).set('k', 1), ee.Image(4).set('k', 2)]);
    const region = ee.FeatureCollection([ee.Feature(ee.Geometry.Rectangle([0, 0, 1, 1]), { name: 'a' })]);
    const reduced = images.map((image: InstanceType<typeof ee.Image>) =>
      image
        .reduceRegions(region, ee.Reducer.max(), 10_000)
        .map((feature: InstanceType<typeof ee.Feature>) => feature.set('k', image.get('k'))),
    );
    const series = await fetch(await url(ee.FeatureCollection(reduced.flatten()), 'csv', ['name', 'k', 'max']));
    expect(await series.text()).toBe('name,k,max\na,1,3\na,2,4\n');
    const features = images.map((image: InstanceType<typeof ee.Image>) => ee.Feature(null, { k: image.get('k') }));
    expect(await (await fetch(await url(ee.FeatureCollection(features), 'csv', ['k']))).text()).toBe('k\n1\n2\n');
    expect(await info(features)).toMatchObject({ type: 'FeatureCollection', columns: {}, features: [{}, {}] });
    await expect(url(ee.FeatureCollection(images), 'csv', ['k'])).rejects.toThrow(
      'Expected a FeatureCollection, got a value of type ImageCollection.',
    );
  });
});

describe('computeFeatures', () => {
  const compute = (body: object) =>
    api.post<{ features: { id: string }[]; nextPageToken?: string }>(`projects/${PROJECT}/table:computeFeatures`, body);
  const load = {
    functionInvocationValue: {
      functionName: 'Collection.loadTable',
      arguments: { tableId: { constantValue: PLACES } },
    },
  };
  const expression = { result: '0', values: { 0: load } };

  it('gives the features page by page', async () => {
    const first = await compute({ expression, pageSize: 3 });
    expect(first).toMatchObject({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: { name: 'Olinda' } }, {}, {}],
    });
    const last = await compute({ expression, pageSize: 3, pageToken: first.nextPageToken });
    expect(last.features.map(({ id }) => id)).toEqual(['00000000000000000003']);
    expect(last.nextPageToken).toBeUndefined();
    await expect(compute({ expression, pageToken: 'x' })).rejects.toThrow('Invalid page token');
    expect((await compute({ expression, pageSize: 4 })).nextPageToken).toBeUndefined();
  });

  it('gives geometries in degrees', async () => {
    const point = {
      functionInvocationValue: {
        functionName: 'GeometryConstructors.Point',
        arguments: { coordinates: { constantValue: [111319.49079327358, 0] }, crs: { constantValue: 'EPSG:3857' } },
      },
    };
    const feature = { functionInvocationValue: { functionName: 'Feature', arguments: { geometry: point } } };
    const values = {
      0: {
        functionInvocationValue: {
          functionName: 'Collection',
          arguments: { features: { arrayValue: { values: [feature] } } },
        },
      },
    };
    const { features } = await compute({ expression: { result: '0', values } });
    expect(features).toEqual([
      {
        type: 'Feature',
        id: '0',
        properties: {},
        geometry: { type: 'Point', coordinates: [expect.closeTo(1, 9), expect.closeTo(0, 9)] },
      },
    ]);
    await expect(compute({ expression: { result: '0', values: { 0: feature } } })).rejects.toThrow(
      'Expected a FeatureCollection, got a value of type Feature.',
    );
  });
});

describe('listFeatures', () => {
  it('gives the features of a table within a region', async () => {
    const region = JSON.stringify({
      type: 'Polygon',
      coordinates: [
        [
          [-36, -9],
          [-34, -9],
          [-34, -7],
          [-36, -7],
          [-36, -9],
        ],
      ],
    });
    const list = (params: object) =>
      called<{ features: { properties: { name: string } }[] }>((done) => ee.data.listFeatures(PLACES, params, done));
    expect((await list({ region })).features.map(({ properties }) => properties.name)).toEqual(['Olinda', 'Recife']);
    expect((await list({})).features).toHaveLength(4);
    await expect(list({ region: 'nowhere' })).rejects.toThrow('Invalid JSON');
    await expect(list({ filter: 'a = 1' })).rejects.toThrow("'filter' is not supported");
  });
});

describe('an export', () => {
  it('is a file', async () => {
    const places = ee.FeatureCollection(PLACES).filter(ee.Filter.gt('people', 1e6));
    const options = {
      collection: places,
      description: 'big',
      bucket: BUCKET,
      fileNamePrefix: 'out/big',
      selectors: ['name', 'people'],
    };
    const csv = await exporting(ee.batch.Export.table.toCloudStorage({ ...options, fileFormat: 'CSV' }));
    expect(csv).toMatchObject({
      metadata: { state: 'SUCCEEDED', type: 'EXPORT_FEATURES', destinationUris: [`gs://${BUCKET}/out/big.csv`] },
      response: { '@type': 'type.googleapis.com/google.earthengine.v1.ExportTableResponse' },
    });
    expect(await exported('out/big.csv')).toEqual(['name,people', 'Recife,1653461', 'Berlin,3645000']);
    await exporting(ee.batch.Export.table.toCloudStorage({ ...options, fileFormat: 'GeoJSON' }));
    expect(JSON.parse((await exported('out/big.geojson')).join('')).features).toHaveLength(2);
  });

  it('is a shapefile of several files, which can be imported again', async () => {
    const options = { description: 'shp', bucket: BUCKET, fileNamePrefix: 'out/places', fileFormat: 'SHP' };
    const collection = ee.FeatureCollection(PLACES);
    const { metadata, error, name } = await exporting(ee.batch.Export.table.toCloudStorage({ collection, ...options }));
    expect(error).toBeUndefined();
    expect(metadata.destinationUris).toEqual([`gs://${BUCKET}/out/places.shp`]);
    const [files] = await storage().bucket(BUCKET).getFiles({ prefix: 'out/places' });
    const ends = files.map((file) => file.name.replace('out/places.', '')).filter((end) => !end.includes('/'));
    expect(ends).toEqual(['cpg', 'dbf', 'prj', 'shp', 'shx']);
    const { downloads } = await api.post<{ downloads: { uri: string }[] }>(`${name}:createDownloads`, {});
    expect(downloads).toHaveLength(5);
    const asset = `projects/${PROJECT}/assets/from-shapefile`;
    const uris = [metadata.destinationUris?.[0] ?? ''];
    const operation = await api.post<Operation>(`projects/${PROJECT}/table:import`, {
      tableManifest: { name: asset, sources: [{ uris }] },
    });
    await api.finish(operation);
    const again = ee.FeatureCollection(asset);
    const [before, after] = [collection, again].map((one) => one.sort('people').aggregate_array('people'));
    expect(await info(after)).toEqual(await info(before));
    expect(await info(again.geometry().coordinates())).toEqual(await info(collection.geometry().coordinates()));
    const mixed = ee.FeatureCollection([
      ee.Feature(ee.Geometry.Point([1, 2])),
      ee.Feature(ee.Geometry.Rectangle([0, 0, 1, 1])),
    ]);
    const failed = await exporting(ee.batch.Export.table.toCloudStorage({ ...options, collection: mixed }));
    expect(failed.error?.message).toMatch(/^A shapefile has one kind of geometries: this one is a Polygon/);
  });

  it('goes to a bucket where a script asks for Google Drive', async () => {
    const options = { collection: ee.FeatureCollection(PLACES).limit(2), folder: 'my maps', selectors: ['name'] };
    const { metadata, error } = await exporting(ee.batch.Export.table.toDrive({ ...options, description: 'on drive' }));
    expect(error).toBeUndefined();
    const [, bucket = '', object = ''] = /^gs:\/\/([^/]+)\/(.*)$/.exec(metadata.destinationUris?.[0] ?? '') ?? [];
    expect(object).toMatch(/^drive\/[^/]+\/[^/]+\/my maps\/on drive\.csv$/);
    expect((await download(bucket, object)).toString()).toBe('name\nOlinda\nRecife\n');
  });

  it('is an asset', async () => {
    const assetId = `projects/${PROJECT}/assets/buffers`;
    const buffers = ee
      .FeatureCollection(PLACES)
      .map((feature: { buffer(meters: number): { set(values: object): object } }) =>
        feature.buffer(1000).set({ when: ee.Date('2020-01-02'), list: [1, 'a'] }),
      )
      .set({ made: 'here' });
    expect((await exporting(ee.batch.Export.table.toAsset(buffers, 'buffers', assetId))).error).toBeUndefined();
    const loaded = ee.FeatureCollection(assetId);
    expect(await info(loaded.get('made'))).toBe('here');
    expect(await info(loaded.first().toDictionary(['when', 'list', 'name']))).toEqual({
      when: Date.parse('2020-01-02'),
      list: [1, 'a'],
      name: 'Olinda',
    });
    const near = loaded.filterBounds(ee.Geometry.Point([-34.881, -8.054 + 0.005]));
    expect(await info(near.aggregate_array('system:index'))).toEqual(['00000000000000000001']);
    expect(await info(near.geometry().area(1))).toBeCloseTo(
      await info<number>(buffers.filterBounds(near).geometry().area(1)),
      -1,
    );
  });

  it('that cannot be is refused, or fails', async () => {
    const places = ee.FeatureCollection(PLACES);
    const buffers = places.map((feature: { buffer(meters: number): object }) => feature.buffer(1000));
    const vertices = ee.batch.Export.table.toCloudStorage({
      collection: buffers,
      description: 'x',
      bucket: BUCKET,
      maxVertices: 3,
    });
    expect((await exporting(vertices)).error?.message).toMatch(
      /Feature 0+: A geometry has \d+ vertices; 'maxVertices' allows 3/,
    );
    const nowhere = ee.batch.Export.table.toCloudStorage({
      collection: places,
      description: 'x',
      bucket: 'no-such-bucket',
    });
    expect((await exporting(nowhere)).error?.message).toContain("bucket 'no-such-bucket' does not exist");
  });
});
