import sharp from 'sharp';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { findAsset } from '../../functions/shared/catalog/store.ts';
import { fileKey } from '../../functions/shared/google/object-reference.ts';
import { ApiClient, type Operation } from '../../infra/local/api-client.ts';
import { called, connect, ee } from './client.ts';
import { call, constant, sharedTerrane } from './terrane.ts';

/** Feature views, made and shown by the official JavaScript client. */

const PROJECT = 'feature-view-tests';
const ROOT = `projects/${PROJECT}/assets`;

const terrane = sharedTerrane();
const api = new ApiClient(terrane.url, PROJECT);

const box = (west: number, south: number, east: number, north: number) =>
  ee.Geometry.Rectangle([west, south, east, north], null, false);
const shapes = () =>
  ee.FeatureCollection([
    ee.Feature(box(-100, -50, 0, 50), { kind: 'land', area: 1000 }),
    ee.Feature(box(-50, -30, 60, 70), { kind: 'water', area: 10 }),
    ee.Feature(
      ee.Geometry.LineString(
        [
          [-150, 60],
          [150, -60],
        ],
        null,
        false,
      ),
      { kind: 'road' },
    ),
    ee.Feature(ee.Geometry.Point([100, 40]), { kind: 'town', area: 0.5, seen: true }),
  ]);

/**
 * Exports features as a view, and waits. Of Export.table.toFeatureView the client for Node makes an export to a table, as it takes any `assetId` for
 * one; by `mapName` it sends what Google's own pages do.
 */
async function exported(collection: object, name: string, options: object = {}): Promise<Operation> {
  const params = {
    type: 'EXPORT_FEATURES',
    element: collection,
    mapName: `${ROOT}/${name}`,
    description: name,
    ...options,
  };
  const id = await called<string[]>((done) => ee.data.newTaskId(1, done));
  const { taskId } = await called<{ taskId: string }>((done) => ee.data.startProcessing(id[0], params, done));
  const started = await api.find<Operation>(`projects/${PROJECT}/operations/${taskId}`);
  if (!started) throw new Error('There is no operation.');
  return api.finish(started);
}

interface TilesKey {
  readonly token: string;
  readonly rawTilesKey: string;
  formatTileUrl(x: number, y: number, z: number): string;
}
const keyOf = (name: string, visParams?: object) =>
  called<TilesKey>((done) => ee.data.getFeatureViewTilesKey({ assetId: `${ROOT}/${name}`, visParams }, done));

async function bytesOf(url: string): Promise<Buffer> {
  const reply = await fetch(url);
  if (!reply.ok) throw new Error(await reply.text());
  expect(reply.headers.get('content-type')).toBe('image/png');
  return Buffer.from(await reply.arrayBuffer());
}

type Tile = readonly [zoom: number, x: number, y: number];

/** The pixels of a tile: RRGGBBAA in hexadecimal digits, by column and row. */
async function pixelsOf(key: TilesKey, [z, x, y]: Tile = [0, 0, 0]) {
  const { data, info } = await sharp(await bytesOf(key.formatTileUrl(x, y, z)))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return (column: number, row: number) => data.subarray(4 * (row * info.width + column)).toString('hex', 0, 4);
}

beforeAll(async () => {
  await connect(terrane.url, PROJECT);
  await exported(shapes(), 'shapes');
});

describe('a feature view', () => {
  it('is an asset, which says how it was made', async () => {
    await exported(shapes(), 'ranked', {
      maxFeaturesPerTile: 1500,
      thinningStrategy: 'GLOBALLY_CONSISTENT',
      thinningRanking: ['area DESC', '.geometryType ASC'],
      zOrderRanking: 'area DESC, .minZoomLevel ASC',
    });
    const rule = (direction: string, by: object) => ({ direction, ...by });
    const byArea = rule('DESCENDING', { rankByAttributeRule: { attributeName: 'area' } });
    const asset = await called<object>((done) => ee.data.getAsset(`${ROOT}/ranked`, done));
    expect(asset).toMatchObject({ type: 'FeatureView', mapLocation: expect.any(Object) });
    expect(await api.find(`${ROOT}/ranked`)).toMatchObject({
      type: 'FEATURE_VIEW',
      name: `${ROOT}/ranked`,
      sizeBytes: expect.any(String),
      featureViewAssetLocation: {
        assetOptions: {
          ingestionTimeParameters: {
            thinningOptions: { maxFeaturesPerTile: 1500, thinningStrategy: 'GLOBALLY_CONSISTENT' },
            rankingOptions: {
              thinningRankingRule: {
                rankByOneThingRule: [byArea, rule('ASCENDING', { rankByGeometryTypeRule: {} })],
              },
              zOrderRankingRule: { rankByOneThingRule: [byArea, rule('ASCENDING', { rankByMinZoomLevelRule: {} })] },
            },
          },
          featureViewAttributes: [
            { name: 'area', type: 'DOUBLE' },
            { name: 'kind', type: 'STRING' },
            { name: 'seen', type: 'BOOLEAN' },
          ],
        },
      },
    });
  });

  it('has its files counted and kept as those of other assets', async () => {
    const record = await findAsset({ name: `${ROOT}/shapes` });
    const levels = record?.featureView?.levels ?? [];
    expect(levels.map(({ fromZoom }) => fromZoom)).toEqual([0]);
    expect(record?.files).toEqual(levels.map(fileKey));
    expect(record?.sizeBytes).toBe(levels.reduce((sum, { size }) => sum + size, 0));
  });

  it('without a style is drawn as the collection is by style()', async () => {
    const key = await keyOf('shapes');
    expect(key.token).toMatch(/^[0-9a-f]{32}-[0-9a-f]{32}$/);
    expect(key.rawTilesKey).toMatch(/^[0-9a-f]{32}$/);
    const { urlFormat } = await called<{ urlFormat: string }>((done) => shapes().style({}).getMap({}, done));
    for (const [z, x, y] of [
      [0, 0, 0],
      [1, 0, 1],
      [3, 3, 2],
      [5, 24, 12],
    ]) {
      const expected = await bytesOf(urlFormat.replace('{z}', `${z}`).replace('{x}', `${x}`).replace('{y}', `${y}`));
      expect((await bytesOf(key.formatTileUrl(x, y, z))).equals(expected), `${z}/${x}/${y}`).toBe(true);
    }
    const double = await sharp(await bytesOf(`${key.formatTileUrl(0, 0, 0)}@2x`)).metadata();
    expect([double.width, double.height]).toEqual([512, 512]);
  });

  it('is drawn as its style says', async () => {
    const pixel = await pixelsOf(
      await keyOf('shapes', {
        color: {
          property: 'kind',
          categories: [
            ['land', 'green'],
            ['road', 'black'],
          ],
          defaultValue: 'red',
        },
        fillOpacity: {
          property: 'area',
          mode: 'interval',
          palette: [
            [0, 0.2],
            [100, 1],
          ],
        },
        pointSize: 30,
        pointShape: 'square',
        lineType: 'dashed',
        rules: [
          { filter: ee.Filter.eq('kind', 'water'), polygonStrokeColor: 'yellow', polygonStrokeWidth: 8 },
          { filter: ee.Filter.lt('area', 20), polygonFillOpacity: 0 },
        ],
      }),
    );
    expect(pixel(70, 120)).toBe('008000ff');
    // Its outline, on the one below; nothing within.
    expect(pixel(93, 120)).toBe('ffff00ff');
    expect(pixel(150, 80)).toBe('00000000');
    // A large marker, which is nearly see-through.
    expect(pixel(199, 97)).toBe('ff000033');
    expect(pixel(5, 5)).toBe('00000000');
  });

  it('takes a style of thousands of categories', async () => {
    const categories = Array.from({ length: 3000 }, (_, i) => [`some category of features, number ${i}`, 'blue']);
    const color = { property: 'kind', categories: [...categories, ['land', 'ff8800']] };
    const pixel = await pixelsOf(await keyOf('shapes', { color, opacity: 1 }));
    expect(pixel(70, 120)).toBe('ff8800ff');
  });

  it('hides what is not to be seen', async () => {
    const pixel = await pixelsOf(
      await keyOf('shapes', {
        rules: [{ filter: ee.Filter.neq('kind', 'land'), isVisible: false }],
        fillColor: '0000ff',
      }),
    );
    expect([pixel(70, 120), pixel(150, 80), pixel(199, 97)]).toEqual(['0000ffff', '00000000', '00000000']);
  });

  it('draws what reaches into a tile, however far', async () => {
    const key = await keyOf('shapes', {
      pointSize: 1000,
      pointFillColor: '0000ff',
      pointFillOpacity: 1,
      pointShape: 'square',
    });
    // Half of it is 500 pixels, of which the world has 256 here.
    expect((await pixelsOf(key))(5, 250)).toBe('0000ffff');
    expect((await pixelsOf(key, [2, 2, 1]))(5, 250)).toBe('0000ffff');
    expect((await pixelsOf(key, [6, 0, 60]))(5, 250)).toBe('00000000');
  });

  it('draws in the order of its ranking', async () => {
    const pile = ee.FeatureCollection([
      ee.Feature(box(-90, -40, 90, 40), { level: 2, color: 'ff0000' }),
      ee.Feature(box(-90, -40, 90, 40), { level: 3, color: '00ff00' }),
      ee.Feature(box(-90, -40, 90, 40), { level: 1, color: '0000ff' }),
    ]);
    const look = {
      color: { property: 'color', categories: ['ff0000', '00ff00', '0000ff'].map((color) => [color, color]) },
      opacity: 1,
    };
    await exported(pile, 'rising', { zOrderRanking: ['level ASC'] });
    await exported(pile, 'falling', { zOrderRanking: ['level DESC'] });
    expect((await pixelsOf(await keyOf('rising', look)))(128, 128)).toBe('00ff00ff');
    expect((await pixelsOf(await keyOf('falling', look)))(128, 128)).toBe('0000ffff');
  });

  it('shows a tile its best features, and all of them when it is near enough', async () => {
    // A row of points on the Equator of the western half: the more to the west, the better.
    const row = ee.FeatureCollection(
      Array.from({ length: 12 }, (_, i) => ee.Feature(ee.Geometry.Point([-170 + 14 * i, 10]), { n: i })).concat([
        ee.Feature(ee.Geometry.Point([100, 10]), { n: 11 }),
      ]),
    );
    const options = { maxFeaturesPerTile: 5, thinningRanking: ['n ASC'] };
    await exported(row, 'dense', options);
    await exported(row, 'consistent', { ...options, thinningStrategy: 'GLOBALLY_CONSISTENT' });
    const seen = async (name: string, ...tile: Tile) => {
      const pixel = await pixelsOf(await keyOf(name, { color: 'red', opacity: 1 }), tile);
      const [z, x, y] = tile;
      const size = 256 * 2 ** z;
      return [...Array.from({ length: 12 }, (_, i) => -170 + 14 * i), 100].flatMap((longitude, i) => {
        const column = Math.floor((longitude / 360 + 0.5) * size - 256 * x);
        const line = Math.floor((0.5 - Math.asinh(Math.tan(Math.PI / 18)) / (2 * Math.PI)) * size - 256 * y);
        return column >= 0 && column < 256 && pixel(column, line) === 'ff0000ff' ? [i] : [];
      });
    };
    expect(await seen('dense', 0, 0, 0)).toEqual([0, 1, 2, 3, 4]);
    expect(await seen('dense', 1, 0, 0)).toEqual([0, 1, 2, 3, 4]);
    // Alone on its tile.
    expect(await seen('dense', 1, 1, 0)).toEqual([12]);
    expect(await seen('dense', 3, 0, 3)).toEqual([0, 1, 2]);
    expect(await seen('consistent', 0, 0, 0)).toEqual([0, 1, 2, 3, 4]);
    // As bad as one that another tile had no room for.
    expect(await seen('consistent', 1, 1, 0)).toEqual([]);
    expect(await seen('consistent', 3, 6, 3)).toEqual([12]);
  });
});

it('is made and shown as the Python client asks for it', async () => {
  const point = call('Feature', {
    geometry: call('GeometryConstructors.Point', { coordinates: constant([0, 0]) }),
    metadata: constant({ n: 1 }),
  });
  const name = `${ROOT}/python`;
  const started = await api.post<Operation>(`projects/${PROJECT}/table:export?alt=json`, {
    expression: { result: '0', values: { 0: call('Collection', { features: { arrayValue: { values: [point] } } }) } },
    description: 'myExportTableTask',
    featureViewExportOptions: {
      featureViewDestination: { name },
      ingestionTimeParameters: {
        thinningOptions: { maxFeaturesPerTile: 10, thinningStrategy: 'GLOBALLY_CONSISTENT' },
        rankingOptions: {
          thinningRankingRule: {
            rankByOneThingRule: [{ rankByAttributeRule: { attributeName: 'n' }, direction: 'DESCENDING' }],
          },
        },
      },
    },
    priority: { value: 100 },
    requestId: 'b7a2d3a6-7a5a-4a52-8b59-0f0c5d0d2a11',
  });
  await api.finish(started);
  const visualizationExpression = {
    result: '0',
    values: {
      0: { dictionaryValue: { values: { color: constant('blue'), opacity: constant(1), pointSize: constant(9) } } },
    },
  };
  const reply = await api.post<{ name: string }>(`projects/${PROJECT}/featureView?fields=name&alt=json`, {
    asset: name,
    visualizationExpression,
  });
  expect(Object.keys(reply)).toEqual(['name']);
  const { data } = await sharp(await bytesOf(`${terrane.url}/v1/${reply.name}/tiles/0/0/0`))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(data.toString('hex', 4 * (128 * 256 + 128), 4 * (128 * 256 + 129))).toBe('0000ffff');
});

describe('what is wrong', () => {
  it.each<[object | undefined, string]>([
    [{ colour: 'red' }, "visParams: Unknown style 'colour'"],
    [{ color: 'reddish' }, "visParams: Invalid color 'reddish' in 'color'"],
    [{ rules: [{ color: 'red' }] }, "visParams: A rule of 'rules' has no 'filter'"],
  ])('with a style is said at once: %j', async (visParams, message) => {
    await expect(keyOf('shapes', visParams)).rejects.toThrow(message);
  });

  const create = (body: object, singular = true) =>
    api.post(`projects/${PROJECT}/featureView${singular ? '' : 's'}`, body);

  it('with the asset is said at once', async () => {
    await api.post(`projects/${PROJECT}/assets?assetId=folder`, { type: 'FOLDER' });
    await expect(keyOf('none')).rejects.toThrow(`Asset '${ROOT}/none' not found`);
    await expect(keyOf('folder')).rejects.toThrow('is not a FeatureView: it is of type FOLDER');
    await expect(create({})).rejects.toThrow("The request has no 'asset'.");
    await expect(create({ mapName: 'a', asset: 'b' })).rejects.toThrow("'mapName' is not supported");
    expect(await create({ asset: `${ROOT}/shapes` }, false)).toMatchObject({ asset: `${ROOT}/shapes` });
  });

  it.each<[object, string]>([
    [{ maxFeaturesPerTile: 2001 }, "'maxFeaturesPerTile': it must be from 0, which stands for 500, to 2000. Got 2001."],
    [{ mapName: '' }, "a project's root cannot be written"],
    [{ mapName: `${ROOT}/shapes` }, `Cannot overwrite asset '${ROOT}/shapes'.`],
  ])('with the options of an export: %j', async (options, message) => {
    await expect(exported(shapes(), 'wrong', options)).rejects.toThrow(message);
  });

  /** As the Python client sends it: the ingestion parameters that it was given, and no others. */
  it.each<[object, object, string]>([
    [{ permissions: 'PUBLIC' }, {}, "'permissions: PUBLIC' is not supported"],
    [{ assetVersion: 3 }, {}, "'assetVersion' is not supported"],
    [{}, { prerenderingOptions: { prerenderTiles: true } }, "'prerenderingOptions' are not supported"],
    [
      {},
      { rankingOptions: { zOrderRankingRule: { rankByOneThingRule: [{ direction: 'ASCENDING' }] } } },
      "'zOrderRankingRule': a rule says neither",
    ],
    [{}, { thinningOptions: { thinningStrategy: 'BEST' } }, 'thinningStrategy'],
  ])('with the message of an export: %j %j', async (destination, ingestionTimeParameters, message) => {
    const expression = { result: '0', values: { 0: call('Collection', { features: constant([]) }) } };
    const featureViewDestination = { name: `${ROOT}/wrong`, ...destination };
    const featureViewExportOptions = { featureViewDestination, ingestionTimeParameters };
    const body = { expression, featureViewExportOptions };
    await expect(api.post(`projects/${PROJECT}/table:export`, body)).rejects.toThrow(message);
  });

  it('with a tile is said', async () => {
    const key = await keyOf('shapes');
    const url = key.formatTileUrl(0, 0, 0);
    const reply = async (address: string) => (await fetch(address)).status;
    expect(await reply(`${url}.jpg`)).toBe(400);
    expect(await reply(key.formatTileUrl(0, 5, 1))).toBe(400);
    expect(await reply(url.replace(key.token, `${'0'.repeat(32)}-${'0'.repeat(32)}`))).toBe(404);
  });
});

it('tiles are computed anew for whoever asks what they cost, and those of the other endpoint are the same', async () => {
  const key = await keyOf('shapes');
  const url = key.formatTileUrl(1, 0, 1);
  const first = await bytesOf(url);
  const reply = await fetch(url, { headers: { 'x-earth-engine-computation-profiling': '1' } });
  expect(Buffer.from(await reply.arrayBuffer()).equals(first)).toBe(true);
  const profile = reply.headers.get('x-earth-engine-computation-profile') ?? '';
  const text = await called<string>((done) =>
    ee.data.computeValue(ee.ApiFunction._call('Profile.getProfiles', [profile]), done),
  );
  expect(text).toContain('Encoding pixels');
  expect((await bytesOf(url.replace(terrane.url, inject('terrane').highVolumeUrl))).equals(first)).toBe(true);
});

it('a view of nothing is empty, and one is copied, moved and deleted as any asset', async () => {
  await exported(ee.FeatureCollection([]), 'nothing');
  expect((await pixelsOf(await keyOf('nothing')))(128, 128)).toBe('00000000');
  await api.post(`${ROOT}/shapes:copy`, { destinationName: `${ROOT}/copy` });
  await api.post(`${ROOT}/copy:move`, { destinationName: `${ROOT}/moved` });
  const key = await keyOf('moved');
  expect(
    (await bytesOf(key.formatTileUrl(0, 0, 0))).equals(await bytesOf((await keyOf('shapes')).formatTileUrl(0, 0, 0))),
  ).toBe(true);
  await called<unknown>((done) => ee.data.deleteAsset(`${ROOT}/moved`, done));
  await expect(called((done) => ee.FeatureCollection(`${ROOT}/shapes`).size().evaluate(done))).rejects.toThrow(
    'FeatureView',
  );
});
