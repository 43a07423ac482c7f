import { beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PROJECT } from '../../infra/local/samples.ts';
import { called, connect, ee } from '../integration/client.ts';
import { sharedTerrane } from '../integration/terrane.ts';

/** Small scripts of the kinds that users have, by the official client: each has the value, or the message, that Earth Engine gives. */

const test = sharedTerrane();
beforeAll(async () => {
  await connect(test.url, DEMO_PROJECT);
});
type Computed = { getInfo(callback: (value: unknown, error?: string) => void): void };
const info = (value: Computed): Promise<unknown> => called((callback) => value.getInfo(callback));

const scene = () => ee.Image(`projects/${DEMO_PROJECT}/assets/landsat7-olinda`);
const inside = () => ee.Geometry.Point([-34.88, -8.0]);
const outside = () => ee.Geometry.Point([-34.3, -8.0]);
const first = (image: ReturnType<typeof ee.Image>, place = inside()) =>
  info(image.reduceRegion(ee.Reducer.first(), place, 30));

describe('footprints', () => {
  it('unmask with sameFootprint false reaches beyond the image', async () => {
    expect(await first(scene().select('B1').unmask(7, false), outside())).toEqual({ B1: 7 });
    expect(await first(scene().select('B1').unmask(7), outside())).toEqual({ B1: null });
  });

  it('unmask after clip stays within the geometry', async () => {
    const clipped = scene().select('B1').clip(inside().buffer(100)).unmask(7);
    expect(await first(clipped, ee.Geometry.Point([-34.88, -8.01]))).toEqual({ B1: null });
  });

  it('blend shows the lower image beyond the upper one', async () => {
    expect(await first(ee.Image(3).blend(scene().select('B1')), outside())).toEqual({ constant: 3 });
  });

  it('clip gives a constant the geometry that it was clipped to', async () => {
    const area = await info(ee.Image(1).clip(inside().buffer(300)).geometry().area(1));
    expect(area).toBeCloseTo(282_557.34, 1);
  });

  it('the product of a constant matrix and an image of arrays has the bounds of the image', async () => {
    const vector = scene().select(['B1', 'B2']).toArray().toArray(1);
    const product = ee.Image(ee.Array([[1, 1]])).matrixMultiply(vector);
    const [sum, parts] = await Promise.all([first(product.arrayGet([0, 0])), first(scene().select(['B1', 'B2']))]);
    const { B1, B2 } = parts as { B1: number; B2: number };
    expect(Object.values(sum as object)).toEqual([B1 + B2]);
    const [own, bounds] = await Promise.all(
      [product, scene()].map((image) => info(image.geometry().area(1)) as Promise<number>),
    );
    expect(own / bounds).toBeCloseTo(1, 6);
  });
});

describe('values', () => {
  it.each([
    [
      'a list of constants names bands by number',
      () => ee.Image.constant([-1.2, 4]).bandNames(),
      ['constant_0', 'constant_1'],
    ],
    [
      'a dot is enough for a pattern of bands',
      () => ee.Image([1, 2, 3]).rename(['SR_B1', 'SR_B2', 'ST_B10']).select('SR_B.').bandNames(),
      ['SR_B1', 'SR_B2'],
    ],
    [
      'a dot is enough for a pattern of properties',
      () => ee.Feature(null, { SR_1: 1, SR_2: 2, x: 3 }).select(['SR_.']).toDictionary(),
      { SR_1: 1, SR_2: 2 },
    ],
    [
      'a dot is enough for a pattern of keys',
      () => ee.Dictionary({ SR_1: 1, SR_2: 2, x: 3 }).select(['SR_.']),
      { SR_1: 1, SR_2: 2 },
    ],
    [
      'combine drops what is null',
      () => ee.Dictionary({ a: ee.Image(0).get('nope') }).combine({ a: 1 }, false),
      { a: 1 },
    ],
    [
      'empty lists and dictionaries are false',
      () =>
        ee.List([
          ee.Algorithms.If(ee.List([]), 1, 0),
          ee.Algorithms.If(ee.Dictionary({}), 1, 0),
          ee.Algorithms.If(ee.List([0]), 1, 0),
        ]),
      [0, 0, 1],
    ],
    [
      'copyProperties leaves those of the system out',
      () =>
        ee
          .Image(1)
          .copyProperties(ee.Image(0).set({ 'system:time_start': 5, a: 1 }))
          .toDictionary(),
      { a: 1 },
    ],
    [
      'copyProperties copies those of the system that are named',
      () =>
        ee
          .Image(1)
          .copyProperties(ee.Image(0).set({ 'system:time_start': 5 }), ['system:time_start'])
          .get('system:time_start'),
      5,
    ],
    [
      'toDictionary leaves those of the system out',
      () => ee.Feature(null, { 'system:x': 1, a: 2 }).toDictionary(),
      { a: 2 },
    ],
    [
      'a polygon of several geometries',
      () => ee.Geometry.MultiPolygon([ee.Geometry.Point([0, 0]).buffer(1), ee.Geometry.Point([0, 1]).buffer(1)]).type(),
      'MultiPolygon',
    ],
    [
      'a line of points',
      () => ee.Geometry.LineString([ee.Geometry.Point([0, 0]), ee.Geometry.Point([0, 1])]).coordinates(),
      [
        [0, 0],
        [0, 1],
      ],
    ],
    [
      'a polygon of a ring',
      () =>
        ee.Geometry.Polygon([
          ee.Geometry.LinearRing([
            [0, 0],
            [1, 0],
            [1, 1],
          ]),
        ]).coordinates(),
      [
        [
          [0, 0],
          [1, 0],
          [1, 1],
          [0, 0],
        ],
      ],
    ],
    [
      'a time that is cast to float keeps its digits',
      () => ee.List([1580428800000]).add(ee.Number(1580428800000).toFloat()).distinct().size(),
      1,
    ],
    [
      'the union of a collection has an index',
      () =>
        ee
          .FeatureCollection([
            ee.Feature(ee.Geometry.Rectangle([0, 0, 1, 1])),
            ee.Feature(ee.Geometry.Rectangle([1, 0, 2, 1])),
          ])
          .union(1)
          .first()
          .get('system:index'),
      'union_result',
    ],
    ['negative positions of arrays count from the end', () => ee.Array([1, 2, 3]).get([-1]), 3],
    [
      'lists of a dictionary are stacked as an array',
      () =>
        ee
          .Dictionary({ mean: [1, 2] })
          .toArray()
          .project([1]),
      [1, 2],
    ],
    ['the identity matrix of nothing', () => ee.Array.identity(0), []],
    ['an error margin has no sign', () => ee.ErrorMargin(-1), { type: 'ErrorMargin', unit: 'meters', value: 1 }],
    [
      'units are read whatever the case',
      () => ee.Kernel.circle(2, 'PIXELS', false).rotate(0),
      expect.objectContaining({ type: 'Kernel.rotate' }),
    ],
  ] as const)('%s', async (_, make, expected) => {
    expect(await info(make() as Computed)).toEqual(expected);
  });

  it('weights come behind all values', async () => {
    const image = ee
      .Image([1, 2])
      .rename(['a', 'b'])
      .addBands(ee.Image([1, 1]).rename(['wa', 'wb']));
    const reducer = ee.Reducer.mean().repeat(2).splitWeights();
    const region = ee.Geometry.Rectangle([0, 0, 0.01, 0.01]);
    expect(await info(image.reduceRegion(reducer, region, 100))).toEqual({ mean: [1, 2] });
  });

  it('expressions compute with images of arrays', async () => {
    expect(await first(ee.Image(ee.Array([[1], [2]])).expression('b() * (b() + 1)'))).toEqual({ constant: [[2], [6]] });
  });

  it('unmask, and positions from the end, take images of arrays', async () => {
    const arrays = ee.Image(ee.Array([1, 5, 3]));
    expect(await first(arrays.updateMask(0).unmask(arrays.multiply(2)))).toEqual({ constant: [2, 10, 6] });
    expect(await first(arrays.arrayGet([-1]))).toEqual({ constant: 3 });
    await expect(first(arrays.updateMask(0).unmask(1))).rejects.toThrow('not together with images of numbers');
  });

  it('distances by a kernel in metres are metres', async () => {
    const utm = 'EPSG:32613';
    const zone = ee.Projection(utm).atScale(10);
    const image = ee.Image.pixelCoordinates(zone).select('x').floor().eq(0);
    const distance = image.distance(ee.Kernel.euclidean(60, 'meters'));
    const region = ee.Geometry.Rectangle([0, 0, 50, 10], utm, false);
    expect(await info(distance.reduceRegion(ee.Reducer.max(), region, 10, utm))).toEqual({ x: 40 });
  });
});

describe('messages', () => {
  const abc = () => ee.Image.constant([1, 2, 3]).rename(['a', 'b', 'c']);
  it.each([
    [
      'an image for a list',
      () => ee.List(ee.Image(0).rename('precipitation')).get(-1),
      "List.get, argument 'list': Invalid type.\nExpected type: List<Object>.\nActual type: Image<[precipitation]>.",
    ],
    [
      'a position beyond a list',
      () => ee.List([1, 2]).get(2),
      'List.get: List index must be between 0 and 1, or -2 and -1. Found 2.',
    ],
    [
      'no bands to reduce',
      () =>
        ee
          .ImageCollection([])
          .mean()
          .reduceRegions(ee.FeatureCollection([ee.Feature(inside())]), ee.Reducer.mean(), 30),
      'Image.reduceRegions: Need 1 bands for Reducer.mean, image has 0.',
    ],
    [
      'images of different bands',
      () =>
        ee
          .ImageCollection([abc(), abc().select(['a', 'c'])])
          .reduce(ee.Reducer.median())
          .reduceRegion(ee.Reducer.first(), inside(), 30),
      'Expected a homogeneous image collection, but an image with incompatible bands was encountered: First image type: 3 bands ([a, b, c]). Current image type: 2 bands ([a, c]).',
    ],
  ] as const)('%s', async (_, make, message) => {
    await expect(info(make() as Computed)).rejects.toThrow(message);
  });

  it('a palette for three bands', async () => {
    const visualization = { bands: ['B3', 'B2', 'B1'], palette: ['red', 'blue'], min: 0, max: 255 };
    await expect(called((callback) => scene().getMapId(visualization, callback))).rejects.toThrow(
      'Image.visualize: Cannot provide a palette when visualizing more than one band.',
    );
  });

  it('a download that is too large, before it is fetched', async () => {
    const region = ee.Geometry.Rectangle([-34.95, -8.05, -34.8, -7.9]);
    const options = { region, scale: 1, crs: 'EPSG:3857', format: 'GEO_TIFF' };
    const image = ee.Image(1).toDouble().reproject('EPSG:3857', null, 1);
    await expect(called((callback) => image.getDownloadURL(options, callback))).rejects.toThrow(
      /^Pixel grid dimensions \(\d+x\d+\) must be less than or equal to 10000\.$/,
    );
    await expect(called((callback) => image.getDownloadURL({ ...options, scale: 2 }, callback))).rejects.toThrow(
      /^Total request size \(\d+ bytes\) must be less than or equal to 50331648 bytes\.$/,
    );
  });
});

describe('algorithms that scripts use', () => {
  const bands = (image: Computed & { bandNames(): Computed }) => info(image.bandNames());
  const maximum = async (image: ReturnType<typeof ee.Image>, radius: number, scale: number) => {
    const values = await info(image.reduceRegion(ee.Reducer.max(), inside().buffer(radius), scale));
    return Object.values(values as Record<string, number>)[0];
  };
  const edges = () => ee.Algorithms.CannyEdgeDetector({ image: scene().select('B4'), threshold: 10, sigma: 1 });

  it('superpixels have clusters, means and seeds', async () => {
    const names = await bands(ee.Algorithms.Image.Segmentation.SNIC(scene().select(['B1', 'B4']), 10, 5, 8));
    expect(names).toEqual(expect.arrayContaining(['clusters', 'B1_mean', 'B4_mean']));
    expect(await bands(ee.Algorithms.Image.Segmentation.seedGrid(36))).toEqual(['seeds']);
  });

  it('edges are found where there are some, and lines along them', async () => {
    expect(await maximum(edges(), 1000, 30)).toBeGreaterThan(10);
    const lines = ee.Algorithms.HoughTransform(edges(), 256, 600, 100);
    expect(await info(lines.reduceRegion(ee.Reducer.count(), inside().buffer(300), 30))).toBeTypeOf('object');
  });

  it('costs add up from sources', async () => {
    const source = ee
      .Image(0)
      .paint(ee.FeatureCollection([ee.Feature(inside())]), 1)
      .selfMask()
      .unmask(0);
    const cost = ee.Image(1).cumulativeCost(source.reproject('EPSG:31985', null, 100), 1000);
    expect(await maximum(cost, 500, 100)).toBeGreaterThan(300);
  });

  it('an image is registered to itself', async () => {
    expect(await bands(scene().register(scene(), 100))).toEqual(await bands(scene()));
  });

  it('hills cast shadows', async () => {
    expect(await bands(ee.Terrain.hillShadow(ee.Image('CGIAR/SRTM90_V4'), 120, 45, 200, true))).toHaveLength(1);
  });

  it('time series are segmented, and collections of nothing are no error', async () => {
    const days = [0, 16, 32].map((day) =>
      scene()
        .select(['B4'])
        .set('system:time_start', day * 86_400_000),
    );
    const segments = ee.Algorithms.TemporalSegmentation.Ccdc({ collection: ee.ImageCollection(days) });
    const names = await bands(segments);
    expect(names).toEqual(expect.arrayContaining(['tStart', 'tEnd', 'tBreak', 'B4_coefs']));
    const nothing = ee.ImageCollection([]);
    expect(await bands(ee.Algorithms.TemporalSegmentation.Ccdc({ collection: nothing }))).toEqual([]);
    expect(await bands(ee.Algorithms.Landsat.simpleComposite({ collection: nothing }))).toEqual([]);
  });

  it('maps are shown in the colours of an SLD style', async () => {
    const style = `<RasterSymbolizer><ColorMap type="ramp" extended="false">
      <ColorMapEntry color="#0000ff" quantity="0"/><ColorMapEntry color="#ff0000" quantity="255"/>
    </ColorMap></RasterSymbolizer>`;
    const image = scene().select('B1').sldStyle(style);
    const map = await called<{ formatTileUrl(x: number, y: number, zoom: number): string }>((callback) =>
      image.getMapId({}, callback),
    );
    const tile = await fetch(map.formatTileUrl(1650, 2139, 12));
    expect([tile.status, tile.headers.get('content-type')]).toEqual([200, 'image/png']);
  });
});
