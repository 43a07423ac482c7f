import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { callOf, post, type RunningFunction, startInteractive } from './server.ts';

let server: RunningFunction;
let project: string;

beforeAll(async () => {
  server = await startInteractive();
  project = `${server.url}/v1/projects/demo-proj`;
});
afterAll(() => server.stop());

const WHITE = { expression: callOf('Image.constant', { value: 255 }), fileFormat: 'PNG', bandIds: [] };
const isPng = (bytes: Uint8Array) => Buffer.from(bytes.subarray(1, 4)).toString() === 'PNG';

async function create(kind: 'maps' | 'thumbnails', body: object): Promise<string> {
  const response = await post(`${project}/${kind}?fields=name`, body);
  const reply = (await response.json()) as { name: string };
  expect(response.status, JSON.stringify(reply)).toBe(200);
  return reply.name;
}

/** An image of a constant whose expression is longer than a Firestore document may be. */
function longExpression() {
  const { values } = callOf('Image.constant', { value: 255 });
  return { result: '0', values: { ...values, padding: { constantValue: 'é'.repeat(700_000) } } };
}

describe('maps', () => {
  test('a name that cannot be guessed, and its tiles', async () => {
    const name = await create('maps', WHITE);
    expect(name).toMatch(/^projects\/demo-proj\/maps\/[0-9a-f]{32}-[0-9a-f]{32}$/);
    expect(await create('maps', WHITE)).not.toBe(name);
    const response = await fetch(`${server.url}/v1/${name}/tiles/3/2/1`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toMatch(/^private, max-age=86\d\d\d$/);
    expect(isPng(await response.bytes())).toBe(true);
    const headers = { 'if-none-match': response.headers.get('etag') ?? '' };
    const again = await fetch(`${server.url}/v1/${name}/tiles/3/2/1`, { headers });
    expect([again.status, await again.text()]).toEqual([304, '']);
    // Columns go around the world.
    expect((await fetch(`${server.url}/v1/${name}/tiles/3/10/1`, { headers })).status).toBe(304);
    expect((await fetch(`${server.url}/v1/${name}/tiles/3/3/1`, { headers })).status).toBe(200);
  });

  test('an expression of more than a document is kept too', async () => {
    const name = await create('maps', { ...WHITE, expression: longExpression() });
    const { firestore } = await import('../../../functions/shared/google/firestore.ts');
    const record = (await firestore().doc(name.split('/').slice(2).join('/')).get()).data();
    expect(record?.['content']).toMatchObject({ object: expect.stringMatching(/^expressions\/maps\//) });
    expect((await fetch(`${server.url}/v1/${name}/tiles/0/0/0`)).status).toBe(200);
  });

  test('expressions are checked when a map is made', async () => {
    const response = await post(`${project}/maps`, { expression: callOf('Image.load', { id: 'NO/SUCH/IMAGE' }) });
    expect(await response.json()).toMatchObject({
      error: {
        code: response.status,
        message: expect.stringContaining("Image.load: Image asset 'NO/SUCH/IMAGE' not found"),
      },
    });
    const band = await post(`${project}/maps`, { ...WHITE, bandIds: ['nope'] });
    expect(band.status).toBe(400);
    const point = await post(`${project}/maps`, {
      expression: callOf('GeometryConstructors.Point', { coordinates: [1, 2] }),
    });
    expect(point.status).toBe(400);
  });

  test.each(['31/0/0', '-1/0/0', '1/0/2', '1/0/-1', 'a/0/0', '1/b/0', '1.5/0/0', '3/0/1e3'])(
    'no tile %s',
    async (tile) => {
      const name = await create('maps', WHITE);
      const response = await fetch(`${server.url}/v1/${name}/tiles/${tile}`);
      expect([response.status, await response.json()]).toMatchObject([400, { error: { status: 'INVALID_ARGUMENT' } }]);
    },
  );

  test('no map of another project, of another name, or of yesterday', async () => {
    const name = await create('maps', WHITE);
    const tile = async (map: string) => (await fetch(`${server.url}/v1/${map}/tiles/0/0/0`)).status;
    expect(await tile(name.replace('demo-proj', 'other-proj'))).toBe(404);
    expect(await tile(`${name.slice(0, -1)}${name.endsWith('0') ? '1' : '0'}`)).toBe(404);
    expect(await tile('projects/demo-proj/maps/x')).toBe(404);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 25 * 3_600_000 });
    try {
      expect(await tile(name)).toBe(404);
    } finally {
      vi.useRealTimers();
    }
    expect(await tile(name)).toBe(200);
  });
});

describe('thumbnails', () => {
  const grid = {
    dimensions: { width: 16, height: 8 },
    crsCode: 'EPSG:4326',
    affineTransform: { scaleX: 1, scaleY: -1 },
  };

  test('with a name for the file', async () => {
    const name = await create('thumbnails', { ...WHITE, grid, filenamePrefix: 'Bild "ä"' });
    const response = await fetch(`${server.url}/v1/${name}:getPixels`);
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="Bild____.png"; filename*=UTF-8''Bild%20%22%C3%A4%22.png`,
    );
    const bytes = Buffer.from(await response.bytes());
    expect(isPng(bytes)).toBe(true);
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([16, 8]);
  });

  test('formats that are to come', async () => {
    for (const fileFormat of ['TF_RECORD_IMAGE', 'MULTI_BAND_IMAGE_TILE']) {
      const response = await post(`${project}/thumbnails`, { ...WHITE, fileFormat });
      expect([response.status, await response.json()]).toMatchObject([400, { error: { status: 'UNIMPLEMENTED' } }]);
    }
  });

  test('a map is not a thumbnail', async () => {
    const name = (await create('maps', WHITE)).replace('/maps/', '/thumbnails/');
    expect((await fetch(`${server.url}/v1/${name}:getPixels`)).status).toBe(404);
  });
});

describe('a grid whose transform nobody can compute', () => {
  const TRANSFORMS: [string, object][] = [
    ['huge pixels', { scaleX: 1e300, scaleY: -1e300 }],
    ['tiny pixels', { scaleX: 1e-300, scaleY: -1e-300 }],
    ['no scale', { translateX: 5 }],
    ['an origin far away', { scaleX: 1, scaleY: -1, translateX: 1e300 }],
  ];

  describe.each(TRANSFORMS)('%s', (_, affineTransform) => {
    const grid = { dimensions: { width: 4, height: 4 }, crsCode: 'EPSG:4326', affineTransform };

    test.each([
      ['thumbnails', 'PNG'],
      ['thumbnails', 'ZIPPED_GEO_TIFF_PER_BAND'],
      ['image:computePixels', 'NPY'],
      ['image:computePixels', 'PNG'],
    ])('is refused by %s as %s', async (method, fileFormat) => {
      let response = await post(`${project}/${method}`, { ...WHITE, fileFormat, grid });
      // The pixels of a picture are looked at only when they are fetched.
      if (response.ok) {
        const { name } = (await response.json()) as { name: string };
        response = await fetch(`${server.url}/v1/${name}:getPixels`);
      }
      expect([response.status, await response.json()]).toMatchObject([
        400,
        { error: { message: expect.stringContaining('grid.affineTransform ') } },
      ]);
    });
  });
});

describe('pixels', () => {
  test('as NumPy reads them', async () => {
    const response = await post(`${project}/image:computePixels`, {
      expression: callOf('Image.constant', { value: 7 }),
      fileFormat: 'NPY',
      grid: { dimensions: { width: 4, height: 4 }, affineTransform: { scaleX: 1, scaleY: -1 }, crsCode: 'EPSG:4326' },
    });
    expect(response.status).toBe(200);
    const bytes = Buffer.from(await response.bytes());
    expect(bytes.subarray(1, 6).toString()).toBe('NUMPY');
    expect(bytes.toString('latin1')).toContain("'shape': (4, 4)");
  });

  test('of more than 48 MB are refused', async () => {
    const response = await post(`${project}/image:computePixels`, {
      expression: callOf('Image.constant', { value: 7.5 }),
      fileFormat: 'NPY',
      grid: {
        dimensions: { width: 10_000, height: 10_000 },
        affineTransform: { scaleX: 1, scaleY: -1 },
        crsCode: 'EPSG:4326',
      },
    });
    expect([response.status, await response.json()]).toMatchObject([
      400,
      { error: { message: 'Total request size (800000000 bytes) must be less than or equal to 50331648 bytes.' } },
    ]);
  });

  test('of an asset that is not there', async () => {
    const response = await post(`${project}/assets/nothing:getPixels`, { fileFormat: 'NPY' });
    expect(await response.json()).toMatchObject({
      error: {
        code: response.status,
        message: expect.stringContaining("'projects/demo-proj/assets/nothing' not found"),
      },
    });
  });
});
