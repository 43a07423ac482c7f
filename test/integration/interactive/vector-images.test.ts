import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { called, connect, ee } from '../client.ts';
import { sharedTerrane } from '../terrane.ts';

const server = sharedTerrane();

beforeAll(async () => {
  await connect(server.url, 'demo-proj');
});

/** The pixels of a picture: red, green, blue and opacity of each. */
async function pixelsOf(url: string): Promise<{ width: number; at: (column: number, row: number) => number[] }> {
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toBe('image/png');
  const { data, info } = await sharp(await response.bytes())
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    at: (x, y) => [...data.subarray(4 * (y * info.width + x), 4 * (y * info.width + x) + 4)],
  };
}

async function tileOf(what: object, style: object, z: number, x: number, y: number) {
  const { urlFormat } = await called<{ urlFormat: string }>((done) => (what as typeof ee).getMap(style, done));
  return pixelsOf(urlFormat.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y)));
}

/** From a corner of four tiles of zoom 1 to the north-east. */
const square = () => ee.FeatureCollection([ee.Feature(ee.Geometry.BBox(-45, -40, 90, 60), { code: 3 })]);

describe('a collection on a map', () => {
  test('is filled in part, with outlines, on each tile', async () => {
    const northWest = await tileOf(square(), { color: 'ff0000' }, 1, 0, 0);
    const northEast = await tileOf(square(), { color: 'ff0000' }, 1, 1, 0);
    expect(northWest.at(250, 250)).toEqual([255, 0, 0, 168]);
    expect(northEast.at(5, 250)).toEqual([255, 0, 0, 168]);
    // The western border is a quarter of the tile from its eastern end, two pixels wide.
    expect([190, 191, 192, 193].map((column) => northWest.at(column, 250)[3])).toEqual([0, 255, 255, 168]);
    expect(northEast.at(200, 200)).toEqual([0, 0, 0, 0]);
  });

  test('is painted and styled in thumbnails', async () => {
    const region = ee.Geometry.BBox(-60, -60, 120, 120);
    const painted = ee.Image().byte().paint(square(), 'code');
    const options = { region, dimensions: 18, min: 0, max: 3, palette: ['black', 'white'] };
    const picture = await pixelsOf(await called((done) => painted.getThumbURL(options, done)));
    expect([picture.at(3, 10), picture.at(0, 10)]).toEqual([
      [255, 255, 255, 255],
      [0, 0, 0, 0],
    ]);
    const styled = square().style({ color: '00ff00', fillColor: '0000ff80', width: 0 });
    const other = await pixelsOf(await called((done) => styled.getThumbURL({ region, dimensions: 18 }, done)));
    expect(other.at(6, 10)).toEqual([0, 0, 255, 128]);
  });
});

test('values of features are read from images made of them', async () => {
  const counts = square().reduceToImage(['code'], ee.Reducer.sum());
  const place = ee.Geometry.Point(10, 10);
  const at = (image: typeof ee) =>
    called<Record<string, number | null>>((done) =>
      image.reduceRegion({ reducer: ee.Reducer.first(), geometry: place, scale: 1000 }).evaluate(done),
    );
  expect(await at(counts)).toEqual({ sum: 3 });
  expect(await at(ee.Image(7).clipToCollection(square()))).toEqual({ constant: 7 });
  const { distance } = await at(square().distance(6_000_000, 1));
  // To the nearest border, 50 degrees south.
  expect(Math.abs((distance as number) - 5_540_000)).toBeLessThan(20_000);
});

test('an error while pixels are computed names the algorithm', async () => {
  const wrong = square().style({ styleProperty: 'code' });
  const { urlFormat } = await called<{ urlFormat: string }>((done) => wrong.getMap({}, done));
  const response = await fetch(urlFormat.replace('{z}', '1').replace('{x}', '0').replace('{y}', '0'));
  expect([response.status, await response.json()]).toMatchObject([
    400,
    {
      error: {
        message: "Collection.style: Property 'code' of feature '0' must be a dictionary of styles. Got: Integer.",
      },
    },
  ]);
});
