import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storage, uploadBucket } from '../../functions/shared/google/storage.ts';
import { makeConsole } from '../../infra/console/make-console.ts';
import { type Run, runCommand } from './command-line.ts';
import { sharedTerrane } from './terrane.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url));
const SRTM = fileURLToPath(new URL('../../samples/srtm-olinda.tif', import.meta.url));
const LANDSAT_FILE = fileURLToPath(new URL('../../samples/landsat7-olinda.tif', import.meta.url));
const HAS_GDAL = spawnSync('gdal_translate', ['--version']).status === 0;
const PROJECT = 'command-line';
const { url, api } = sharedTerrane();

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'terrane-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function gdal(command: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  expect([status, stderr.replace(/^Warning.*\n/gm, '')]).toEqual([0, '']);
}

function terrane(...args: string[]): Promise<Run> {
  return runCommand(args, { cwd: folder, env: { TERRANE_URL: url, TERRANE_PROJECT: PROJECT } });
}

describe('terrane upload', () => {
  it('makes a collection of a folder of files, and says what became of each', async () => {
    mkdirSync(join(folder, 'scenes/deep'), { recursive: true });
    copyFileSync(SRTM, join(folder, 'scenes/dem_20240601.tif'));
    copyFileSync(SRTM, join(folder, 'scenes/deep/S2_20230229T101559.tif'));
    writeFileSync(join(folder, 'scenes/broken.TIF'), 'no raster');
    writeFileSync(join(folder, 'scenes/readme.txt'), 'of no concern');
    const { code, out } = await terrane(
      'upload',
      'image',
      'scenes',
      '-c',
      'dems/all',
      '--nodata',
      '0',
      '-p',
      'kind=dem',
      '--json',
    );
    expect(code).toBe(1);
    const outcomes = JSON.parse(out) as { file: string; asset: string; outcome: string; error?: string }[];
    expect(outcomes.map(({ file, outcome }) => [file, outcome])).toEqual([
      ['scenes/broken.TIF', 'failed'],
      ['scenes/deep/S2_20230229T101559.tif', 'imported'],
      ['scenes/dem_20240601.tif', 'imported'],
    ]);
    expect(outcomes[0].error).toContain('gdal_translate -of COG');
    const root = `projects/${PROJECT}/assets/dems/all`;
    expect(await api.find(`${root}/dem_20240601`)).toMatchObject({
      startTime: '2024-06-01T00:00:00.000Z',
      properties: { kind: 'dem' },
    });
    // There was no such day.
    expect(await api.find(`${root}/S2_20230229T101559`)).not.toHaveProperty('startTime');
    expect(await api.find(root)).toMatchObject({ type: 'IMAGE_COLLECTION' });
  });

  it('makes a table of a file', async () => {
    writeFileSync(join(folder, 'places.csv'), 'longitude,latitude,name\n1,2,a\n3,4,b\n');
    expect(await terrane('upload', 'table', 'places.csv')).toMatchObject({
      code: 0,
      out: expect.stringContaining('imported'),
    });
    const { out } = await terrane('asset', 'info', 'places', '--json');
    expect(JSON.parse(out)).toMatchObject({ type: 'TABLE', featureCount: '2' });
  });

  it.skipIf(!HAS_GDAL)(
    'takes files of all kinds, and says of each what became of it (skipped without GDAL)',
    async () => {
      const kinds = join(folder, 'kinds');
      mkdirSync(kinds);
      const byte = ['-q', '-b', '1', '-ot', 'Byte', LANDSAT_FILE];
      const palette = join(folder, 'palette.vrt');
      gdal('gdal_translate', '-of', 'VRT', ...byte, palette);
      const entries = Array.from({ length: 256 }, (_, i) => `<Entry c1="${i}" c2="0" c3="${255 - i}" c4="255"/>`).join(
        '',
      );
      const vrt = readFileSync(palette, 'utf8').replace(
        /<ColorInterp>.*?<\/ColorInterp>/,
        `<ColorInterp>Palette</ColorInterp><ColorTable>${entries}</ColorTable>`,
      );
      writeFileSync(palette, vrt);
      writeFileSync(join(folder, 'nowhere.vrt'), vrt.replace(/<SRS.*?<\/SRS>/s, ''));
      const made: { readonly [name: string]: readonly string[] } = {
        cog: ['-of', 'COG', '-q', LANDSAT_FILE],
        jpeg: ['-q', '-b', '3', '-b', '2', '-b', '1', '-co', 'COMPRESS=JPEG', '-co', 'PHOTOMETRIC=YCBCR', LANDSAT_FILE],
        nodata: ['-q', '-a_nodata', '0', SRTM],
        nowhere: ['-q', join(folder, 'nowhere.vrt')],
        palette: ['-q', palette],
        strips: ['-q', '-co', 'BLOCKYSIZE=1', '-co', 'COMPRESS=LZW', LANDSAT_FILE],
      };
      for (const [name, args] of Object.entries(made)) gdal('gdal_translate', ...args, join(kinds, `${name}.tif`));
      const { code, out } = await terrane('upload', 'image', 'kinds', '-c', 'kinds');
      expect(code).toBe(1);
      const rows = out.trimEnd().split('\n');
      expect(rows.map((row) => row.split(/ +/).slice(0, 2))).toEqual(
        Object.keys(made).map((name) => [name === 'nowhere' ? 'failed' : 'imported', `kinds/${name}.tif`]),
      );
      expect(rows.find((row) => row.includes('nowhere'))).toContain('gdal_translate -a_srs EPSG:CODE in.tif out.tif');
      const again = await terrane('upload', 'image', 'kinds/nowhere.tif', '--asset', 'placed', '--crs', 'EPSG:31985');
      expect([again.code, again.out]).toEqual([0, expect.stringContaining('imported')]);
      const { properties } = JSON.parse((await terrane('asset', 'info', 'kinds/palette', '--json')).out) as {
        properties: object;
      };
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(['b1_class_palette', 'b1_class_values']));
    },
  );

  it('leaves nothing half when it is killed', async () => {
    writeFileSync(join(folder, 'large.tif'), new Uint8Array(20_000_000));
    let child: ChildProcess | undefined;
    // In front of the server: the first piece of the file never gets through.
    const front = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      if (request.method === 'PUT') {
        child?.kill('SIGKILL');
        return;
      }
      const { method = 'GET', headers } = request;
      const body = Buffer.concat(chunks);
      const reply = await fetch(`${url}${request.url}`, {
        method,
        headers: { 'content-type': headers['content-type'] ?? '' },
        ...(body.length > 0 ? { body } : {}),
      });
      response.writeHead(reply.status).end((await reply.text()).replace(url, `http://${headers.host}`));
    });
    await once(front.listen(0, '127.0.0.1'), 'listening');
    const { port } = front.address() as AddressInfo;
    const args = ['--url', `http://127.0.0.1:${port}`, '-P', PROJECT, 'upload', 'image', join(folder, 'large.tif')];
    child = spawn(process.execPath, [MAIN, ...args]);
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    front.close();
    front.closeAllConnections();
    expect([code, signal]).toEqual([null, 'SIGKILL']);
    expect((await terrane('asset', 'info', 'large')).code).toBe(1);
    expect((await terrane('task', 'list')).out).not.toContain('large');
    const [files] = await storage().bucket(uploadBucket()).getFiles();
    expect(files.filter(({ name }) => name.endsWith('large.tif'))).toEqual([]);
  });

  it.each([
    [['image', 'nothing.tif'], 'nothing.tif: there is no such file'],
    [['image', 'scenes', '--asset', 'one'], 'there are 3 files: give --collection'],
    [['image', 'scenes/dem_20240601.tif', '--nodata', 'x'], "'x' is not a number"],
    [['table', 'scenes'], 'There are no files that end with .csv'],
    [['image', LANDSAT_FILE, '--bands', 'B1,B2'], '--bands has 2 names, but'],
  ])('refuses %j', async (args, message) => {
    const { code, out, err } = await terrane('upload', ...args);
    expect([code, out + err]).toEqual([1, expect.stringContaining(message)]);
  });
});

describe('terrane asset', () => {
  it('makes, changes, copies, moves, lists and deletes', async () => {
    expect(await terrane('asset', 'create', 'f')).toMatchObject({ code: 0, out: `projects/${PROJECT}/assets/f\n` });
    await terrane('asset', 'cp', 'projects/terrane-demo/assets/srtm-olinda', 'f/a');
    await terrane('asset', 'mv', 'f/a', 'f/b');
    const { out } = await terrane(
      'asset',
      'set',
      'f/b',
      '-p',
      'n=3',
      '-p',
      'name=a b',
      '--time-start',
      '2024-01-02',
      '--json',
    );
    expect(JSON.parse(out)).toMatchObject({ properties: { n: 3, name: 'a b' }, startTime: '2024-01-02T00:00:00.000Z' });
    const listed = JSON.parse((await terrane('asset', 'ls', '-r', '--json')).out) as { name: string }[];
    expect(listed.map(({ name }) => name)).toEqual(expect.arrayContaining([`projects/${PROJECT}/assets/f/b`]));
    const kept = await terrane('asset', 'rm', 'f');
    expect([kept.code, kept.err]).toEqual([1, expect.stringContaining('Give -r to delete that, too.')]);
    const there = await terrane('asset', 'cp', 'f/b', 'f/b');
    expect([there.code, there.err]).toEqual([1, expect.stringContaining('Give --overwrite to replace it.')]);
    expect(await terrane('asset', 'rm', '-r', 'f')).toMatchObject({ code: 0 });
    expect((await terrane('asset', 'info', 'f/b')).err).toContain('does not exist');
  });

  it('shares', async () => {
    await terrane('asset', 'create', 'shared');
    expect((await terrane('asset', 'acl', 'shared')).out).toContain('Nobody has a role on');
    const { out } = await terrane(
      'asset',
      'acl',
      'shared',
      '-g',
      'reader=allUsers',
      '-g',
      'writer=user:ana@example.org',
    );
    expect(out).toContain('roles/viewer  allUsers');
    expect(out).toContain('roles/editor  user:ana@example.org');
    expect((await terrane('asset', 'acl', 'shared', '-r', 'allUsers')).out).not.toContain('allUsers');
    expect((await terrane('asset', 'acl', 'shared', '-g', 'boss=allUsers')).err).toContain(
      'reader=, writer= or owner=',
    );
  });
});

describe('terrane task', () => {
  it('lists, waits, and fails with a task that fails', async () => {
    const tasks = JSON.parse((await terrane('task', 'list', '--json')).out) as {
      name: string;
      metadata: { state: string };
    }[];
    const failed = tasks.find(({ metadata }) => metadata.state === 'FAILED');
    const id = failed?.name.split('/').at(-1) ?? '';
    expect(await terrane('task', 'wait', id)).toMatchObject({
      code: 1,
      out: expect.stringContaining('gdal_translate'),
    });
    expect((await terrane('task', 'list', '-s', 'failed')).out.split('\n')[0]).toContain(id);
    expect((await terrane('task', 'info', 'NOTHING')).code).toBe(1);
    // It is an import.
    expect(await terrane('task', 'rerun', id)).toMatchObject({
      code: 1,
      err: expect.stringContaining('only exports can be started again'),
    });
    const { out } = await terrane('task', 'logs', id);
    expect(out.split('\n').map((line) => line.replace(/^\S+ +/, '').slice(0, 6))).toEqual(
      expect.arrayContaining(['created', 'started', 'failed: '].map((word) => word.slice(0, 6))),
    );
  });
});

const SCRIPT = `
var image = ee.Image('projects/terrane-demo/assets/landsat7-olinda');
print('sum', ee.Number(1).add(2), image.bandNames());
print(image.getInfo().bands.length);
ee.Number(5).evaluate(function (value) { print('later', value); });
Map.setCenter(-34.87, -8, 11);
Map.addLayer(image, {bands: ['B3', 'B2', 'B1'], min: 0, max: 255}, 'scene');
Map.addLayer(ee.Geometry.Point([-34.87, -8]).buffer(2000), {color: '00ff00'}, 'circle');
print(ui.Chart.array.values(ee.Array([[1, 10], [2, 20]]), 0, ['a', 'b']).setOptions({title: 'Two'}));
['one', 'two'].forEach(function (name) {
  Export.image.toAsset({
    image: image.select('B1'), description: name, assetId: 'projects/${PROJECT}/assets/' + name, scale: 120, region: image.geometry()
  });
});
`;

describe('terrane run', () => {
  beforeAll(async () => {
    await makeConsole();
    writeFileSync(join(folder, 'script.js'), SCRIPT);
  });

  it('prints, draws the map, and lists what would be exported', async () => {
    const { code, out, err } = await terrane('run', 'script.js', '--out', 'pictures');
    expect(code, err).toBe(0);
    expect(out).toBe("sum\n3\n[ 'B1', 'B2', 'B3', 'B4', 'B5', 'B7' ]\n6\nTwo\nx  0  1\na  1  10\nb  2  20\nlater\n5\n");
    expect(err).toContain('task    one: terrane export script.js');
    expect(readFileSync(join(folder, 'pictures/chart-1.csv'), 'utf8')).toBe('x,0,1\r\na,1,10\r\nb,2,20\r\n');
    const { data, info } = await sharp(join(folder, 'pictures/map.png')).raw().toBuffer({ resolveWithObject: true });
    expect(Math.max(info.width, info.height)).toBe(1024);
    // In the middle is the disc; at the edges there is nothing.
    const pixel = (x: number, y: number) => [...data.subarray(4 * (y * info.width + x)).subarray(0, 4)];
    const [x, y] = [info.width >> 1, info.height >> 1];
    const isGreen = ([red, green, blue]: number[]) => green > 150 && red < 80 && blue < 80;
    expect([isGreen(pixel(x, y)), pixel(x, y)[3]]).toEqual([true, 255]);
    expect([isGreen(pixel(x - 55, y - 55)), pixel(x - 55, y - 55)[3]]).toEqual([false, 255]);
    expect(pixel(5, 5)[3]).toBe(0);
  });

  it('says where a script is wrong, and tells programs all of it', async () => {
    writeFileSync(join(folder, 'wrong.js'), "print('before');\nnothingOfThatName();\n");
    expect(await terrane('run', 'wrong.js')).toMatchObject({
      code: 1,
      out: 'before\n',
      err: 'wrong.js:2: nothingOfThatName is not defined\n',
    });
    const told = JSON.parse((await terrane('run', 'wrong.js', '--json')).out) as object;
    expect(told).toMatchObject({ printed: ['before'], failures: [{ line: 2 }] });
    expect(await terrane('export', 'wrong.js')).toMatchObject({
      code: 1,
      err: expect.stringContaining('The script has failed: nothing was started.'),
    });
  });

  it('starts what a script exports, all or what is named', async () => {
    const { code, out } = await terrane('export', 'script.js', '--task', 'two', '--json');
    expect([code, JSON.parse(out)]).toEqual([
      0,
      [expect.objectContaining({ task: 'two', state: 'SUCCEEDED', result: `projects/${PROJECT}/assets/two` })],
    ]);
    expect((await terrane('asset', 'info', 'one')).code).toBe(1);
    expect(await terrane('export', 'script.js', '--task', 'three')).toMatchObject({
      code: 1,
      err: expect.stringContaining("The script has no task 'three'. It has: one, two."),
    });
  });
});

describe('terrane catalog', () => {
  it('puts stand-ins under their official ids, with the right bands, types, scales, dates and properties', async () => {
    const ids = ['COPERNICUS/S2_SR_HARMONIZED', 'TIGER/2018/States'];
    const made = JSON.parse((await terrane('catalog', 'seed', ...ids, '--json')).out) as {
      asset: string;
      error?: string;
    }[];
    expect(made).toHaveLength(4);
    expect(made.filter(({ error }) => error)).toEqual([]);
    expect((await terrane('catalog', 'seed', ...ids)).out).toBe('All of it is there already.\n');
    const asset = made.find(({ asset: name }) => name.endsWith('/20210109T185751_20210109T185931_T10SEG'))?.asset ?? '';
    const image = JSON.parse((await terrane('asset', 'info', asset, '--json')).out) as {
      bands: { id: string; dataType: { precision: string }; grid: { affineTransform: { scaleX: number } } }[];
    };
    expect(image).toMatchObject({
      startTime: '2021-01-09T19:02:00.000Z',
      properties: { MGRS_TILE: '10SEG', CLOUDY_PIXEL_PERCENTAGE: 1.4, synthetic: 'true' },
    });
    expect(
      image.bands.slice(0, 3).map(({ id, dataType, grid }) => [id, dataType.precision, grid.affineTransform.scaleX]),
    ).toEqual([
      ['B1', 'INT', 60],
      ['B2', 'INT', 10],
      ['B3', 'INT', 10],
    ]);
    expect(image.bands).toHaveLength(26);
    expect((await terrane('catalog', 'seed', 'NO/SUCH')).err).toContain('There is no stand-in of NO/SUCH');
  });
});

describe('terrane serve', () => {
  it.each([
    [{ TERRANE_AUTH: 'token' }, [], 'TERRANE_TOKEN'],
    [
      { TERRANE_AUTH: 'token', TERRANE_TOKEN: 'hunter2' },
      [],
      'TERRANE_TOKEN must be at least 20 characters without spaces.\n',
    ],
    [{ TERRANE_AUTH: 'oidc' }, [], 'TERRANE_OIDC_ISSUER'],
    [{}, ['--host', '0.0.0.0'], 'TERRANE_AUTH=open serves callers on this machine only'],
    [{ HOST: '0.0.0.0' }, [], 'TERRANE_AUTH=open serves callers on this machine only'],
  ])('does not start where nobody could call it: %j %j', async (own, args, message) => {
    const env = { ...process.env, TERRANE_AUTH: '', ...own };
    const child = spawnSync(process.execPath, [MAIN, 'serve', '-p', '0', '-d', join(folder, 'none'), ...args], {
      env,
      encoding: 'utf8',
    });
    expect([child.status, child.stderr]).toEqual([1, expect.stringContaining(message)]);
    expect(child.stderr).not.toContain('hunter2');
    expect(child.stdout).not.toContain('ready');
  });
});

describe('terrane', () => {
  it('completes commands and options in bash', async () => {
    const { out } = await terrane('completion', 'bash');
    const complete = (...words: string[]) => {
      const line = `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}`;
      const { stdout } = spawnSync('bash', ['-c', `${out}\n${line}; _terrane; echo "\${COMPREPLY[@]}"`], {
        encoding: 'utf8',
      });
      return stdout.trim();
    };
    expect(complete('terrane', 'up')).toBe('upload');
    expect(complete('terrane', 'asset', 'r')).toBe('rm');
    expect(complete('terrane', 'asset', 'acl', '--gr')).toBe('--grant');
    expect((await terrane('completion', 'cmd')).code).toBe(1);
  });

  it('says what works', async () => {
    const { code, out } = await terrane('doctor');
    expect([code, out]).toEqual([0, expect.stringContaining('1 + 2 = 3')]);
    const wrong = await terrane('doctor', '-u', 'http://127.0.0.1:9');
    expect([wrong.code, wrong.out]).toEqual([1, expect.stringContaining('There is no Terrane at http://127.0.0.1:9')]);
  });

  it('tells mistakes from failures by the exit code', async () => {
    expect(await terrane('aset')).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean asset?') });
    expect((await terrane('asset', 'ls', '--colour')).code).toBe(2);
    expect(await terrane('--help')).toMatchObject({ code: 0, out: expect.stringContaining('terrane upload image') });
  });
});
