import { describe, expect, it } from 'vitest';
import { call, constant, LANDSAT, sharedTerrane } from './terrane.ts';

const { api } = sharedTerrane();
const PROJECT = 'projects/terrane-demo';

interface Reply {
  readonly images: readonly { readonly [field: string]: unknown }[];
  readonly nextPageToken?: string;
}

const collection = (...images: object[]) =>
  call('ImageCollection.fromImages', { images: { arrayValue: { values: images } } });

function computeImages(node: object, page: object = {}): Promise<Reply> {
  return api.post<Reply>(`${PROJECT}/imageCollection:computeImages`, {
    expression: { result: '0', values: { 0: node } },
    ...page,
  });
}

describe('imageCollection:computeImages', () => {
  it('tells of assets what is told of them as assets', async () => {
    const name = `${PROJECT}/assets/landsat7-olinda`;
    const asset = await api.find<{ [field: string]: unknown }>(name);
    const { images } = await computeImages(collection(LANDSAT));
    const { geometry, properties, bands, ...rest } = images[0];
    const { geometry: own, bands: ownBands, properties: ownProperties, ...known } = asset ?? {};
    expect(rest).toEqual({ ...known, id: name });
    expect(properties).toEqual(ownProperties);
    expect(geometry).toMatchObject({ type: 'Polygon' });
    const withoutPolicy = (all: unknown) => (all as object[]).map((band) => ({ ...band, pyramidingPolicy: undefined }));
    expect(withoutPolicy(bands)).toEqual(withoutPolicy(ownBands));
    expect(JSON.stringify(own)).toContain('Polygon');
  });

  it('tells of computed images what is known of them', async () => {
    const image = call('Element.set', {
      object: call('Element.set', { object: LANDSAT, key: constant('season'), value: constant('dry') }),
      key: constant('system:time_start'),
      value: constant(1_000),
    });
    const doubled = call('Image.multiply', { image1: image, image2: call('Image.constant', { value: constant(2) }) });
    const copied = call('Element.copyProperties', {
      destination: doubled,
      source: image,
      properties: constant(['season', 'system:time_start']),
    });
    const { images } = await computeImages(collection(copied, call('Image.constant', { value: constant([1, 2.5]) })));
    expect(images[0]).toMatchObject({
      type: 'IMAGE',
      startTime: '1970-01-01T00:00:01.000Z',
      properties: { season: 'dry' },
      bands: expect.arrayContaining([
        expect.objectContaining({ id: 'B1', grid: expect.objectContaining({ crsCode: 'EPSG:31985' }) }),
      ]),
    });
    expect(images[0]).not.toHaveProperty('name');
    expect(images[1]).toEqual({
      type: 'IMAGE',
      properties: {},
      bands: [
        {
          id: 'constant_0',
          dataType: expect.objectContaining({ precision: 'INT' }),
          grid: expect.objectContaining({ crsCode: 'EPSG:4326' }),
        },
        { id: 'constant_1', dataType: expect.objectContaining({ precision: 'DOUBLE' }), grid: expect.anything() },
      ],
    });
  });

  it('comes in pages', async () => {
    const images = [1, 2, 3].map((value) => call('Image.constant', { value: constant(value) }));
    const first = await computeImages(collection(...images), { pageSize: 2 });
    expect(first.images).toHaveLength(2);
    const second = await computeImages(collection(...images), { pageSize: 2, pageToken: first.nextPageToken });
    expect(second.images).toHaveLength(1);
    expect(second).not.toHaveProperty('nextPageToken');
  });

  it.each([
    [constant(1), 'Expected an ImageCollection'],
    [
      call('Collection', { features: { arrayValue: { values: [call('Feature', { geometry: constant(null) })] } } }),
      'got a Feature in it',
    ],
    [
      collection(call('Element.set', { object: LANDSAT, key: constant('system:time_start'), value: constant(1e20) })),
      "'system:time_start' is not a time",
    ],
  ])('refuses what is none: %#', async (node, message) => {
    await expect(computeImages(node)).rejects.toThrow(message);
  });
});
