import { describe, expect, it } from 'vitest';
import { decodeExpression } from '../../expression/decode.ts';
import { Evaluator } from '../../expression/evaluate.ts';
import { languageContext } from '../../expression/language.testing.ts';
import { parseCrs } from '../../raster/crs/crs.ts';
import type { Grid } from '../../raster/grid.ts';
import type { Image } from '../../raster/image.ts';
import { computeBands } from '../../raster/pixels/compute.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';
import { REGISTRY } from '../registry.ts';

/** In UTM near the central meridian the grid's north is north, and its metres are 0.9996 of the ground's. */
const utm: Grid = { crs: parseCrs('EPSG:32633'), transform: [30, 0, 499_940, 0, -30, 5_500_000], width: 3, height: 3 };
const degrees: Grid = { crs: parseCrs('EPSG:4326'), transform: [0.001, 0, 15, 0, -0.001, 60], width: 3, height: 3 };

/** The value of the first band in the middle of a grid; null if it is masked. */
async function middle(name: string, args: { [name: string]: Json }, grid: Grid): Promise<number | null> {
  const root = decodeExpression({ result: '0', values: { 0: exampleNode(name, args) } });
  const image = (await new Evaluator(REGISTRY, languageContext).evaluate(root)) as Image;
  const [{ values, mask }] = await computeBands([image.bands[0]], grid, languageContext.pixels);
  return mask === undefined || mask[4] > 0 ? values[4] : null;
}

/** Ground that rises by so many metres for each metre of the grid, or for each degree. */
function plane(grid: Grid, east: number, north: number): Json {
  const code = grid === utm ? 'EPSG:32633' : 'EPSG:4326';
  const coordinates = $call('Image.pixelCoordinates', { projection: code });
  const part = (band: string, factor: number) =>
    $call('Image.multiply', {
      image1: $call('Image.select', { input: coordinates, bandSelectors: [band] }),
      image2: factor,
    });
  return $call('Image.rename', {
    input: $call('Image.add', { image1: part('x', east), image2: part('y', north) }),
    names: ['elevation'],
  });
}

describe('slopes', () => {
  it.each([
    [1, 0, 45, 270],
    [-1, 0, 45, 90],
    [0, 1, 45, 180],
    [0, -1, 45, 0],
    [0.3, 0.4, Math.atan(0.5) * (180 / Math.PI), 180 + Math.atan(0.75) * (180 / Math.PI)],
  ])('of ground that rises by %d eastwards and %d northwards', async (east, north, slope, aspect) => {
    const input = plane(utm, east, north);
    expect(await middle('Terrain.slope', { input }, utm)).toBeCloseTo(slope, 1);
    // Convergence of the grid is nothing there.
    const facing = (await middle('Terrain.aspect', { input }, utm)) as number;
    expect(Math.cos((facing - aspect) * (Math.PI / 180))).toBeCloseTo(1, 6);
  });

  it('are those on the ground, whatever the grid', async () => {
    // A degree of longitude at 60 degrees is half as long as at the equator.
    const metersPerDegree = 55_800;
    const slope = (await middle('Terrain.slope', { input: plane(degrees, metersPerDegree, 0) }, degrees)) as number;
    expect(slope).toBeCloseTo(45, 1);
    const north = (await middle('Terrain.slope', { input: plane(degrees, 0, 111_412) }, degrees)) as number;
    expect(north).toBeCloseTo(45, 1);
  });

  it('are nothing on level ground, and masked beside masked pixels', async () => {
    expect(await middle('Terrain.slope', { input: 7 }, utm)).toBe(0);
    expect(await middle('Terrain.aspect', { input: 7 }, utm)).toBe(0);
    const x = $call('Image.select', {
      input: $call('Image.pixelCoordinates', { projection: 'EPSG:32633' }),
      bandSelectors: ['x'],
    });
    const half = $call('Image.updateMask', { image: 7, mask: $call('Image.lt', { image1: x, image2: 500_000 }) });
    expect(await middle('Terrain.slope', { input: half }, utm)).toBe(null);
  });
});

describe('hillshades', () => {
  const shade = (input: Json, args: { [name: string]: Json } = {}) =>
    middle('Terrain.hillshade', { input, ...args }, utm);

  it('are bright towards the sun and dark away from it', async () => {
    expect(await shade(7)).toBe(Math.trunc(255 * Math.SQRT1_2));
    // The ground falls to the west, where the sun is.
    expect(await shade(plane(utm, 1, 0))).toBeGreaterThanOrEqual(254);
    expect(await shade(plane(utm, -1, 0))).toBe(0);
    expect(await shade(plane(utm, -1, 0), { azimuth: 90 })).toBeGreaterThanOrEqual(254);
    expect(await shade(plane(utm, -1, 0), { elevation: 90 })).toBeCloseTo(255 * Math.SQRT1_2, -1);
  });

  it('refuse suns below the horizon', async () => {
    await expect(shade(7, { elevation: -1 })).rejects.toThrow(
      "Terrain.hillshade: 'elevation' must be from 0 to 90. Got -1.",
    );
  });
});

it('needs an elevation', async () => {
  const two = $call('Image.constant', { value: [1, 2] });
  await expect(middle('Terrain.slope', { input: two }, utm)).rejects.toThrow(
    "Terrain.slope: The image must have one band, or one named 'elevation'.",
  );
  const named = $call('Image.addBands', { dstImg: 1, srcImg: plane(utm, 1, 0) });
  expect(await middle('Terrain.slope', { input: named }, utm)).toBeCloseTo(45, 1);
});
