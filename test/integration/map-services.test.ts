import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { call, constant, LANDSAT, sharedTerrane } from './terrane.ts';

const { api, url } = sharedTerrane();
const hasGdal = spawnSync('gdalinfo', ['--version']).status === 0;
const run = promisify(execFile);

const SCENE = call('Image.visualize', {
  image: LANDSAT,
  bands: constant(['B3', 'B2', 'B1']),
  min: constant(0),
  max: constant(255),
});

async function mapOf(node: object, more: object = {}): Promise<string> {
  const expression = { result: '0', values: { 0: node } };
  return (await api.post<{ name: string }>('projects/terrane-demo/maps', { expression, ...more })).name;
}

let name: string;
beforeAll(async () => {
  name = await mapOf(SCENE);
});

/** A tile in the middle of the scene: no pixel is masked. */
const TILE = '14/6604/8557';

async function tile(end: string): Promise<{ status: number; type: string | null; bytes: Uint8Array }> {
  const reply = await fetch(`${url}/v1/${name}/tiles/${TILE}${end}`);
  return { status: reply.status, type: reply.headers.get('content-type'), bytes: await reply.bytes() };
}

describe('a tile', () => {
  it('is in the format, and of the size, that its address ends with', async () => {
    expect((await tile('')).type).toBe('image/jpeg');
    expect((await tile('.jpg')).type).toBe('image/jpeg');
    const png = await tile('.png');
    expect(png.type).toBe('image/png');
    expect(await sharp(png.bytes).metadata()).toMatchObject({ width: 256, height: 256 });
    const double = await tile('@2x.png');
    expect(await sharp(double.bytes).metadata()).toMatchObject({ width: 512, height: 512 });
    // The finer pixels around the middle of a pixel are of the same place.
    const raw = (bytes: Uint8Array) => sharp(bytes).removeAlpha().raw().toBuffer();
    const [coarse, fine] = await Promise.all([raw(png.bytes), raw(double.bytes)]);
    let same = 0;
    for (let y = 0; y < 256; y++) {
      for (let x = 0; x < 256; x++) {
        const near = [0, 1].some((dy) =>
          [0, 1].some((dx) => fine[3 * ((2 * y + dy) * 512 + 2 * x + dx)] === coarse[3 * (y * 256 + x)]),
        );
        if (near) same++;
      }
    }
    expect(same / 256 ** 2).toBeGreaterThan(0.9);
  });

  it.each(['.tif', '@3x.png', '.png.png', 'x'])('does not end with %s', async (end) => {
    expect((await tile(end)).status).toBe(400);
  });
});

describe('TileJSON of a map', () => {
  it('says where its tiles are, and where there is something to be seen', async () => {
    const reply = await fetch(`${url}/v1/${name}:getTileJson`);
    expect(reply.status).toBe(200);
    const json = (await reply.json()) as { tiles: string[]; bounds: number[]; center: number[] };
    expect(json).toMatchObject({ tilejson: '3.0.0', scheme: 'xyz', minzoom: 0 });
    expect(json.tiles).toEqual([`${url}/v1/${name}/tiles/{z}/{x}/{y}.png`]);
    const [west, south, east, north] = json.bounds;
    expect(west).toBeCloseTo(-34.92, 1);
    expect(north).toBeCloseTo(-7.95, 1);
    expect(west < east && south < north).toBe(true);
    const [z, x, y] = [json.center[2], 0, 0];
    const address = json.tiles[0].replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y));
    expect((await fetch(address)).headers.get('content-type')).toBe('image/png');
  });

  it('of an image without bounds is the world', async () => {
    const world = await mapOf(call('Image.constant', { value: constant(1) }), { fileFormat: 'JPEG' });
    const json = (await (await fetch(`${url}/v1/${world}:getTileJson`)).json()) as {
      tiles: string[];
      bounds: number[];
    };
    expect(json.bounds).toEqual([-180, expect.closeTo(-85.05, 2), 180, expect.closeTo(85.05, 2)]);
    expect(json.tiles[0]).toMatch(/\.jpg$/);
  });

  it('is there for whoever knows the name, and for nobody else', async () => {
    const other = name.replace(/[0-9a-f]{8}$/, '00000000');
    expect((await fetch(`${url}/v1/${other}:getTileJson`)).status).toBe(404);
    expect((await fetch(`${url}/v1/${other}:getWmts`)).status).toBe(404);
  });
});

describe('a map as a Web Map Tile Service', () => {
  it('takes the parameters that clients add', async () => {
    const reply = await fetch(`${url}/v1/${name}:getWmts?SERVICE=WMTS&REQUEST=GetCapabilities&VERSION=1.0.0`);
    expect([reply.status, reply.headers.get('content-type')]).toEqual([200, 'application/xml; charset=UTF-8']);
    expect(await reply.text()).toContain(`template="${url}/v1/${name}/tiles/{TileMatrix}/{TileCol}/{TileRow}.png"`);
  });

  it.skipIf(!hasGdal)(
    'is read by GDAL (skipped where that is not), pixel by pixel as the tile is',
    async () => {
      const source = `WMTS:${url}/v1/${name}:getWmts`;
      const { stdout } = await run('gdalinfo', ['-json', source]);
      const info = JSON.parse(stdout) as { bands: unknown[]; coordinateSystem: { wkt: string } };
      expect(info.bands).toHaveLength(4);
      expect(info.coordinateSystem.wkt).toContain('3857');
      const half = Math.PI * 6_378_137;
      const [zoom, x, y] = TILE.split('/').map(Number);
      const size = (2 * half) / 2 ** zoom;
      const [west, north] = [x * size - half, half - y * size];
      const file = `/vsistdout/`;
      const corners = [west, north, west + size, north - size].map(String);
      const { stdout: png } = await run(
        'gdal_translate',
        ['-q', '-of', 'PNG', '-projwin', ...corners, '-outsize', '256', '256', source, file],
        {
          encoding: 'buffer',
          env: { ...process.env, GDAL_ENABLE_WMS_CACHE: 'NO' },
          maxBuffer: 10_000_000,
        },
      );
      const [read, own] = await Promise.all(
        [png, (await tile('.png')).bytes].map((bytes) => sharp(bytes).removeAlpha().raw().toBuffer()),
      );
      expect(read.equals(own)).toBe(true);
    },
    60_000,
  );
});
