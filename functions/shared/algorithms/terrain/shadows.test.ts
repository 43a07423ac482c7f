import { describe, expect, it } from 'vitest';
import { parseCrs } from '../../raster/crs/crs.ts';
import type { Grid } from '../../raster/grid.ts';
import type { Json } from '../../values/value.ts';
import { $call } from '../example.ts';
import { both, valuesOf, valuesOfQuarters } from '../image/places.testing.ts';
import { imageOf } from '../vector-image/pixels.testing.ts';

const PROJECTION = $call('Projection', { crs: 'EPSG:3857', transform: [10, 0, 0, 0, -10, 0] });
const coordinates = $call('Image.floor', { value: $call('Image.pixelCoordinates', { projection: PROJECTION }) });
const axis = (band: string) => $call('Image.select', { input: coordinates, bandSelectors: [band] });
const [column, row] = [axis('x'), axis('y')];
const mercator = (width: number, height: number, left = 0, top = 0): Grid => ({
  crs: parseCrs('EPSG:3857'),
  transform: [10, 0, left * 10, 0, -10, -top * 10],
  width,
  height,
});
const lines = (values: readonly (number | null)[], width: number) =>
  Array.from({ length: values.length / width }, (_, y) =>
    values
      .slice(y * width, (y + 1) * width)
      .map((value) => value ?? '.')
      .join(''),
  );

describe('Terrain.hillShadow', () => {
  const shadow = (image: Json, azimuth: number, zenith: number, args: { [name: string]: Json } = {}) =>
    imageOf('Terrain.hillShadow', { image, azimuth, zenith, ...args });
  /** A wall 35 m high. */
  const wall = both('multiply', both('eq', column, 6), 35);

  it('is as long as the wall is high, away from the sun', async () => {
    const grid = mercator(12, 1);
    const shown = async (azimuth: number, zenith: number) => {
      const [values] = await valuesOf(await shadow(wall, azimuth, zenith), grid);
      return lines(values, 12)[0];
    };
    expect(await shown(90, 45)).toBe('111000111111');
    expect(await shown(270, 45)).toBe('111111100011');
    expect(await shown(90, 20)).toBe('111110111111');
    expect(await shown(90, 0)).toBe('111111111111');
    expect(await shown(90, 90)).toBe('000000111111');
    expect(await shown(0, 45)).toBe('111111111111');
  });

  it('goes no farther than the neighbourhood, and none comes from masked ground', async () => {
    const [values] = await valuesOf(await shadow(wall, 90, 45, { neighborhoodSize: 2 }), mercator(12, 1));
    expect(lines(values, 12)).toEqual(['111100111111']);
    const image = $call('Image.updateMask', { image: wall, mask: both('neq', column, 6) });
    const [none] = await valuesOf(await shadow(image, 90, 45), mercator(12, 1));
    expect(lines(none, 12)).toEqual(['111111.11111']);
  });

  it('has fewer specks with hysteresis: light comes back only well above the shadow', async () => {
    // Behind the wall the ground is 24 and 18 m high, where light comes down to 25 and 15.
    const bumps = both(
      'add',
      wall,
      both('add', both('multiply', both('eq', column, 4), 18), both('multiply', both('eq', column, 5), 24)),
    );
    const [plain] = await valuesOf(await shadow(bumps, 90, 45), mercator(8, 1));
    expect(lines(plain, 8)).toEqual(['11101011']);
    const [steady] = await valuesOf(await shadow(bumps, 90, 45, { hysteresis: true }), mercator(8, 1));
    expect(lines(steady, 8)).toEqual(['11000011']);
  });

  it('is the same in tiles as in one, and as looking along each line', async () => {
    const hills = both('mod', both('add', both('multiply', column, 37), both('multiply', row, 53)), 71);
    const grid = mercator(19, 13, -5, 3);
    for (const azimuth of [33, 140, 250, 315]) {
      const image = await shadow(hills, azimuth, 50, { neighborhoodSize: 12 });
      expect(await valuesOfQuarters(image, grid)).toEqual(await valuesOf(image, grid));
    }
    const [found] = await valuesOf(await shadow(hills, 270, 50, { neighborhoodSize: 12 }), grid);
    const rise = 10 * Math.tan((40 * Math.PI) / 180);
    const signed = (x: number, y: number) => ((x - 5) * 37 + (y + 3) * 53) % 71;
    for (const [i, lit] of found.entries()) {
      const [x, y] = [i % 19, Math.floor(i / 19)];
      const steps = Array.from({ length: 12 }, (_, k) => k + 1);
      expect(lit).toBe(steps.some((k) => signed(x - k, y) - k * rise > signed(x, y)) ? 0 : 1);
    }
  });

  it('refuses suns below the horizon', async () => {
    await expect(shadow(7, 0, 91)).rejects.toThrow(
      "Terrain.hillShadow, argument 'zenith': Must be from 0 to 90. Got 91.",
    );
  });
});

describe('Terrain.fillMinima', () => {
  const inside = (image: Json, width: number, height: number) =>
    $call('Image.updateMask', {
      image,
      mask: both(
        'and',
        both('and', both('gte', column, 0), both('lt', column, width)),
        both('and', both('gte', row, 0), both('lt', row, height)),
      ),
    });
  const squares = both(
    'add',
    both('add', both('multiply', both('multiply', column, column), 3), both('multiply', both('multiply', row, row), 5)),
    both('multiply', both('multiply', column, row), 7),
  );
  const image = inside($call('Image.toInt16', { value: both('mod', squares, 17) }), 10, 8);

  it("is scikit-image's reconstruction by erosion from the border", async () => {
    // 0.19: morphology.reconstruction(seed, image, method='erosion'), the seed being the image at the border and its maximum inside.
    const expected = [
      [0, 3, 12, 10, 14, 7, 6, 11, 5, 5],
      [5, 15, 14, 5, 13, 13, 6, 14, 15, 5],
      [3, 3, 9, 5, 5, 12, 8, 10, 1, 15],
      [11, 3, 14, 16, 7, 5, 7, 16, 14, 1],
      [12, 9, 12, 5, 5, 6, 16, 15, 3, 14],
      [6, 10, 5, 5, 7, 5, 5, 7, 2, 3],
      [10, 5, 5, 10, 5, 6, 13, 9, 11, 2],
      [7, 8, 15, 11, 13, 4, 1, 4, 13, 11],
    ];
    const filled = await imageOf('Terrain.fillMinima', { image });
    const [values] = await valuesOf(filled, mercator(10, 8));
    expect(values).toEqual(expected.flat());
    const [before] = await valuesOf(await imageOf('Image.toInt16', { value: image }), mercator(10, 8));
    expect(values).not.toEqual(before);
    expect(await valuesOfQuarters(filled, mercator(10, 8))).toEqual([values]);
  });

  it('fills the border up to a value', async () => {
    const [values] = await valuesOf(await imageOf('FMask.fillMinima', { image, borderValue: 9 }), mercator(10, 8));
    expect(values[0]).toBe(9);
    expect(Math.min(...(values as number[]))).toBe(9);
    expect(Math.max(...(values as number[]))).toBe(16);
  });

  it('needs integers', async () => {
    await expect(imageOf('Terrain.fillMinima', { image: $call('Image.toFloat', { value: 7 }) })).rejects.toThrow(
      "Terrain.fillMinima: The band 'constant' must be one of integers. It is of type float.",
    );
  });
});
