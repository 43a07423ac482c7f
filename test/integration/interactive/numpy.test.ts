import { describe, expect, test } from 'vitest';
import { DEMO_PROJECT } from '../../../infra/local/samples.ts';
import { call, constant, LANDSAT, sharedTerrane } from '../terrane.ts';

const server = sharedTerrane();
const PROJECT = `projects/${DEMO_PROJECT}`;
const GRID = {
  dimensions: { width: 2, height: 2 },
  affineTransform: { scaleX: 1, scaleY: -1, translateY: 2 },
  crsCode: 'EPSG:4326',
};

async function npy(path: string, body: object): Promise<{ types: string; shape: string; data: DataView }> {
  const reply = await fetch(`${server.url}/v1/${PROJECT}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fileFormat: 'NPY', ...body }),
  });
  if (!reply.ok) throw new Error(await reply.text());
  const bytes = new Uint8Array(await reply.arrayBuffer());
  const start = 10 + new DataView(bytes.buffer).getUint16(8, true);
  const header = Buffer.from(bytes.subarray(10, start)).toString();
  const [, types = ''] = /'descr': (\[.*\]), 'fortran/.exec(header) ?? [];
  const [, shape = ''] = /'shape': (\(.*?\))/.exec(header) ?? [];
  return { types, shape, data: new DataView(bytes.buffer, start) };
}

const pixels = (node: object) =>
  npy('image:computePixels', { expression: { result: '0', values: { 0: node } }, grid: GRID });
const image = (value: unknown) => call('Image.constant', { value: constant(value) });
/** 0 in the first column, 1 in the second. */
const column = call('Image.floor', {
  value: call('Image.select', { input: call('Image.pixelLonLat', {}), bandSelectors: constant(['longitude']) }),
});

describe('arrays of NumPy', () => {
  test.each([
    ['int', image(7), '|u1', (data: DataView, i: number) => data.getUint8(i)],
    [
      'float',
      call('Image.toFloat', { value: image(7) }),
      '<f4',
      (data: DataView, i: number) => data.getFloat32(4 * i, true),
    ],
    [
      'double',
      call('Image.toDouble', { value: image(7) }),
      '<f8',
      (data: DataView, i: number) => data.getFloat64(8 * i, true),
    ],
    [
      'long',
      call('Image.toInt64', { value: image(7) }),
      '<i8',
      (data: DataView, i: number) => Number(data.getBigInt64(8 * i, true)),
    ],
  ])('of %s have 0 where pixels are masked', async (_, node, type, get) => {
    const { types, data } = await pixels(call('Image.updateMask', { image: node, mask: column }));
    expect(types).toBe(`[('constant', '${type}')]`);
    expect([0, 1, 2, 3].map((i) => get(data, i))).toEqual([0, 7, 0, 7]);
  });

  test('keep integers of 64 bits as they are', async () => {
    const { data } = await pixels(call('Image.toInt64', { value: image(-(2 ** 52) - 1) }));
    expect(data.getBigInt64(0, true)).toBe(-(2n ** 52n) - 1n);
  });
});

describe('the pixels of an asset', () => {
  const asset = 'assets/landsat7-olinda:getPixels';
  const [west, south, east, north] = [-34.95, -8.1, -34.85, -8.0];
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  const region = { type: 'Polygon', coordinates: [ring] };

  test('of a region are its bounding box, scaled to the dimensions of the grid, in its reference system', async () => {
    const dimensions = { width: 20, height: 10 };
    const scaled = await npy(asset, { bandIds: ['B1'], region, grid: { dimensions, crsCode: 'EPSG:4326' } });
    expect(scaled.shape).toBe('(10, 20)');
    const affineTransform = { scaleX: 0.1 / 20, scaleY: -0.1 / 10, translateX: west, translateY: north };
    const same = await npy('image:computePixels', {
      expression: { result: '0', values: { 0: LANDSAT } },
      bandIds: ['B1'],
      grid: { dimensions, affineTransform, crsCode: 'EPSG:4326' },
    });
    const values = (view: DataView) => Array.from({ length: 200 }, (_, i) => view.getUint8(i));
    expect(values(scaled.data)).toEqual(values(same.data));
    expect(new Set(values(scaled.data)).size).toBeGreaterThan(10);
  });

  test('of a region may have one dimension, and are of its own reference system without another', async () => {
    const { shape, data } = await npy(asset, { bandIds: ['B1'], region, grid: { dimensions: { width: 40 } } });
    const [, height, width] = /\((\d+), (\d+)\)/.exec(shape)?.map(Number) ?? [];
    expect(width).toBe(40);
    expect(Math.abs(height - 40)).toBeLessThanOrEqual(2);
    expect(data.byteLength).toBe(width * height);
  });
});
