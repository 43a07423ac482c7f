import { describe, expect, it } from 'vitest';
import { parseCrs } from '../../../raster/crs/crs.ts';
import type { Grid } from '../../../raster/grid.ts';
import { lattice } from '../../../raster/pixels/coordinates.ts';
import type { Json } from '../../../values/value.ts';
import { $call } from '../../example.ts';
import { degreesGrid, imageOf, rowsOf, tilesOf } from '../../vector-image/pixels.testing.ts';
import { both, column, picture, row, valuesOf, valuesOfQuarters } from '../places.testing.ts';

const METERS_PER_DEGREE = (Math.PI * 6_378_137) / 180;
const corner = picture('123', '456');
const grid = degreesGrid(4, 3, 0, 0);
const southwards = $call('Projection', { crs: 'EPSG:4326', transform: [1, 0, 0, 0, -1, 0] });
const mercator: Grid = {
  crs: parseCrs('EPSG:3857'),
  transform: [50_000, 0, 0, 0, -50_000, 0],
  width: 9,
  height: 8,
};

describe('Image.translate', () => {
  const translate = (args: { [name: string]: Json }) => rowsOf('Image.translate', { input: corner, ...args }, grid);

  it('moves by metres along the axes', async () => {
    expect(await translate({ x: METERS_PER_DEGREE, y: -METERS_PER_DEGREE })).toEqual([
      [0, 0, 0, 0],
      [0, 1, 2, 3],
      [0, 4, 5, 6],
    ]);
  });

  it('or by columns and rows of a projection', async () => {
    expect((await translate({ x: 1, y: 1, units: 'pixels', proj: southwards }))[1]).toEqual([0, 1, 2, 3]);
    // The rows of an image without a grid of its own grow northwards.
    expect((await translate({ x: -1, y: 1, units: 'pixels' }))[0]).toEqual([5, 6, 0, 0]);
  });

  it('moves an image with its grid and bounds', async () => {
    const moved = await imageOf('Image.translate', {
      input: $call('Image.load', { id: 'sample' }),
      x: 300,
      y: -60,
    });
    expect(moved.bands[0].projection.transform).toEqual([30, 0, 500_300, 0, -30, 5_499_940]);
    expect(moved.bands[0].dimensions).toEqual([16, 16]);
    expect(moved.fields.id).toBe(undefined);
    expect(moved.footprint?.bounds[0]).toBeGreaterThan(15.004);
  });

  it('is the same on a grid in another reference system, up to where pixels fall', async () => {
    const image = await imageOf('Image.translate', {
      input: $call('Image.pixelLonLat', {}),
      x: 2 * METERS_PER_DEGREE,
      y: 0,
      proj: 'EPSG:4326',
    });
    const [longitudes, latitudes] = await valuesOf(image, mercator);
    const degrees = lattice(mercator, 0.5, 0, parseCrs('EPSG:4326'));
    for (let i = 0; i < longitudes.length; i++) {
      expect(longitudes[i]).toBeCloseTo(degrees[2 * i] - 2, 9);
      expect(latitudes[i]).toBeCloseTo(degrees[2 * i + 1], 9);
    }
  });

  it('refuses what it does not know', async () => {
    await expect(translate({ x: 1, y: 1, units: 'feet' })).rejects.toThrow(
      "Image.translate, argument 'units': Unknown value 'feet'.",
    );
    await expect(translate({ x: Number.POSITIVE_INFINITY, y: 1 })).rejects.toThrow("'x' must be finite");
  });
});

describe('Image.changeProj', () => {
  it('moves pixels to the same coordinates in another projection', async () => {
    const twice = $call('Projection', { crs: 'EPSG:4326', transform: [2, 0, 1, 0, -2, 0] });
    const image = { input: corner, srcProj: southwards, dstProj: twice };
    expect(await rowsOf('Image.changeProj', image, degreesGrid(6, 3, 0, 0))).toEqual([
      [0, 1, 1, 2, 2, 3],
      [0, 1, 1, 2, 2, 3],
      [0, 4, 4, 5, 5, 6],
    ]);
  });

  it('and reference system, whatever grid is asked for', async () => {
    // What is at a UTM coordinate comes to lie at the same numbers of Web Mercator.
    const input = $call('Image.pixelCoordinates', { projection: 'EPSG:32633' });
    const image = await imageOf('Image.changeProj', { input, srcProj: 'EPSG:32633', dstProj: 'EPSG:3857' });
    const there: Grid = { ...mercator, transform: [10_000, 0, 400_000, 0, -10_000, 5_500_000] };
    const [x, y] = await valuesOf(image, there);
    expect(x[10]).toBeCloseTo(415_000, 3);
    expect(y[10]).toBeCloseTo(5_485_000, 3);
    // The same on a grid in degrees.
    const degrees: Grid = { crs: parseCrs('EPSG:4326'), transform: [0.1, 0, 3.6, 0, -0.1, 44.2], width: 3, height: 2 };
    const expected = lattice(degrees, 0.5, 0, mercator.crs);
    const [[east], [north]] = await valuesOf(image, degrees);
    expect(east).toBeCloseTo(expected[0], 2);
    expect(north).toBeCloseTo(expected[1], 2);
  });
});

describe('Image.displace', () => {
  const metres = (x: Json, y: Json) =>
    $call('Image.addBands', {
      dstImg: both('multiply', METERS_PER_DEGREE, x),
      srcImg: both('multiply', METERS_PER_DEGREE, y),
    });
  const displace = (x: Json, y: Json, mode: string, image: Json = corner) =>
    rowsOf('Image.displace', { image, displacement: metres(x, y), mode }, grid);

  it('takes pixels from where the displacement leads', async () => {
    for (const mode of ['nearest_neighbor', 'bilinear', 'bicubic']) {
      const shown = await displace(1, -1, mode);
      expect(shown[0].map((value) => Math.round((value as number) * 1e6) / 1e6)).toEqual([5, 6, 0, 0]);
    }
  });

  it('interpolates between pixels', async () => {
    expect((await displace(0.25, 0, 'bilinear'))[0].slice(0, 2)).toEqual([
      expect.closeTo(1.25, 9),
      expect.closeTo(2.25, 9),
    ]);
    expect((await displace(0.25, 0, 'nearest_neighbor'))[0].slice(0, 2)).toEqual([1, 2]);
  });

  it('may differ from pixel to pixel, and is masked where it or what it leads to is', async () => {
    // Columns from the right.
    const mirror = both('subtract', 2, both('multiply', column, 2));
    expect((await displace(mirror, 0, 'nearest_neighbor'))[0].slice(0, 3)).toEqual([3, 2, 1]);
    const holed = $call('Image.updateMask', { image: mirror, mask: both('neq', column, 1) });
    expect((await displace(holed, 0, 'nearest_neighbor'))[0].slice(0, 3)).toEqual([3, null, 1]);
    const masked = $call('Image.selfMask', { image: corner });
    expect((await displace(1, 0, 'bicubic', masked))[0]).toEqual([
      expect.closeTo(2, 6),
      expect.closeTo(3, 6),
      null,
      null,
    ]);
  });

  it('needs two bands, and a mode that it knows', async () => {
    await expect(tilesOf('Image.displace', { image: 1, displacement: 1 }, grid)).rejects.toThrow(
      "Image.displace: 'displacement' must have two bands. Got 1.",
    );
    await expect(displace(1, 1, 'cubic')).rejects.toThrow("argument 'mode': Unknown value 'cubic'.");
  });
});

it('moved pixels are the same in tiles as in one', async () => {
  const waves = both('mod', both('add', both('multiply', column, 7), both('multiply', row, 5)), 11);
  const images = [
    await imageOf('Image.translate', { input: waves, x: 170_000, y: 40_000, proj: 'EPSG:32631' }),
    await imageOf('Image.displace', {
      image: waves,
      displacement: both('multiply', $call('Image.addBands', { dstImg: column, srcImg: row }), 30_000),
      mode: 'nearest_neighbor',
    }),
  ];
  for (const image of images) expect(await valuesOfQuarters(image, mercator)).toEqual(await valuesOf(image, mercator));
});
