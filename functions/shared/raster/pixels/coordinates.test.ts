import geodesic from 'geographiclib-geodesic';
import { describe, expect, it } from 'vitest';
import { parseCrs } from '../crs/crs.ts';
import type { Grid } from '../grid.ts';
import { Projection } from '../projection.ts';
import type { PixelContext } from './context.ts';
import { AREA_LOADER, coordinatesLoader, LONGITUDE_LATITUDE_LOADER } from './coordinates.ts';

const context = {} as PixelContext;
const degrees = (x: number, y: number, size: number): Grid => ({
  crs: parseCrs('EPSG:4326'),
  transform: [size, 0, x, 0, -size, y],
  width: 2,
  height: 2,
});

describe('positions of pixels', () => {
  it('are those of their centres', async () => {
    const [longitude, latitude] = await LONGITUDE_LATITUDE_LOADER.load([0, 1], degrees(10, 50, 1), context);
    expect([...longitude.values]).toEqual([10.5, 11.5, 10.5, 11.5]);
    expect([...latitude.values]).toEqual([49.5, 49.5, 48.5, 48.5]);
  });

  it('are from -180 to 180, whichever turn the grid is on', async () => {
    const [longitude] = await LONGITUDE_LATITUDE_LOADER.load([0], degrees(179, 1, 1), context);
    expect([...longitude.values]).toEqual([179.5, -179.5, 179.5, -179.5]);
    const [before] = await LONGITUDE_LATITUDE_LOADER.load([0], degrees(-181, 1, 1), context);
    expect([...before.values]).toEqual([179.5, -179.5, 179.5, -179.5]);
  });

  it('are in pixels of a projection', async () => {
    const projection = new Projection(parseCrs('EPSG:4326'), [2, 0, 10, 0, -2, 50]);
    const [x, y] = await coordinatesLoader(projection).load([0, 1], degrees(10, 50, 1), context);
    expect([...x.values]).toEqual([0.25, 0.75, 0.25, 0.75]);
    expect([...y.values]).toEqual([0.25, 0.25, 0.75, 0.75]);
  });

  it.each([
    [10, 0.001],
    [10, 60],
    [-35, -8],
  ])('have the area of geographiclib near %d, %d', async (x, y) => {
    const size = 0.001;
    const [{ values }] = await AREA_LOADER.load([0], degrees(x, y, size), context);
    const polygon = geodesic.Geodesic.WGS84.Polygon(false);
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [1, -1],
      [0, -1],
    ]) {
      polygon.AddPoint(y + dy * size, x + dx * size);
    }
    // The borders of the pixel are parallels, those of the polygon geodesics: they differ by less than a millionth.
    expect(values[0] / Math.abs(polygon.Compute(false, true).area ?? 0)).toBeCloseTo(1, 6);
  });
});
