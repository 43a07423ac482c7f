import { describe, expect, it } from 'vitest';
import { parseCrs } from '../../../raster/crs/crs.ts';
import type { Grid } from '../../../raster/grid.ts';
import type { Json } from '../../../values/value.ts';
import { $call } from '../../example.ts';
import { degreesGrid, imageOf, rowsOf } from '../../vector-image/pixels.testing.ts';
import { both, column, picture, row, valuesOf, valuesOfQuarters } from '../places.testing.ts';

/** Metres a degree, on the sphere that distances are measured on. */
const DEGREE = (6_378_137 * Math.PI) / 180;
const NAME = 'Image.cumulativeCost';
const uneven = both('add', both('mod', both('add', both('multiply', column, 7), both('multiply', row, 5)), 11), 1);
const wall = both('and', both('eq', row, 3), both('and', both('gt', column, 1), both('lt', column, 6)));
const passable = $call('Image.updateMask', { image: uneven, mask: both('neq', wall, 1) });
const corners = picture('1', '', '', '', '', '', '000000001');
const within = (image: Json, width: number, height: number) =>
  $call('Image.updateMask', {
    image,
    mask: both(
      'and',
      both('and', both('gte', column, 0), both('lt', column, width)),
      both('and', both('gte', row, 0), both('lt', row, height)),
    ),
  });

describe(NAME, () => {
  it("is what scikit-image's MCP_Geometric finds on the plane", async () => {
    // 0.19: graph.MCP_Geometric(costs).find_costs([(0, 0), (6, 8)]); impassable pixels are null.
    const expected = [
      [0.0, 4.5, 6.363961, 13.863961, 18.313708, 17.142136, 23.642136, 27.748737, 31.748737],
      [3.5, 2.12132, 7.62132, 11.313708, 14.313708, 18.813708, 20.67767, 28.17767, 27.642136],
      [11.313708, 6.62132, 5.656854, 12.156854, 17.813708, 16.435029, 20.985281, 20.642136, 23.642136],
      [11.485281, 8.485281, null, null, null, null, 14.985281, 20.863961, 20.935029],
      [16.263456, 11.985281, 10.606602, 16.106602, 15.156854, 12.156854, 15.035534, 13.863961, 15.5],
      [19.056349, 19.79899, 15.106602, 14.142136, 19.935029, 14.035534, 10.035534, 12.5, 7.5],
      [25.556349, 19.970563, 16.970563, 19.642136, 19.091883, 19.227922, 11.5, 6.5, 0.0],
    ];
    const cost = within(passable, 9, 7);
    const args = { cost, source: corners, maxDistance: DEGREE * 40, geodeticDistance: false };
    const rows = await rowsOf(NAME, args, degreesGrid(9, 7, 0, 0));
    for (const [y, line] of expected.entries()) {
      for (const [x, value] of line.entries()) {
        const found = rows[y][x];
        if (value === null) expect(found).toBe(null);
        else expect((found as number) / DEGREE).toBeCloseTo(value, 5);
      }
    }
  });

  it('is in metres of a sphere, along the ground', async () => {
    const north: Grid = {
      crs: parseCrs('EPSG:3857'),
      transform: [1000, 0, 0, 0, -1000, 8_400_500],
      width: 4,
      height: 1,
    };
    const west = $call('Image.lt', {
      image1: $call('Image.select', {
        input: $call('Image.pixelCoordinates', { projection: 'EPSG:3857' }),
        bandSelectors: ['x'],
      }),
      image2: 1000,
    });
    const source = both('and', west, 1);
    const [line] = await rowsOf(NAME, { cost: 1, source, maxDistance: 5000 }, north);
    // At 60 degrees a metre of the map is half a metre of the ground.
    const latitude = Math.atan(Math.sinh(8_400_000 / 6_378_137));
    expect(line[3]).toBeCloseTo(3000 * Math.cos(latitude), 0);
    const [flat] = await rowsOf(NAME, { cost: 1, source, maxDistance: 5000, geodeticDistance: false }, north);
    expect(flat).toEqual([0, 1000, 2000, 3000]);
  });

  it('ends after a distance, the same in tiles as in one', async () => {
    const source = both('and', both('eq', column, 4), both('eq', row, 4));
    const [line] = await rowsOf(NAME, { cost: 2, source, maxDistance: DEGREE * 2.5 }, degreesGrid(8, 1, 0, -4));
    expect(line.map((value) => value && Math.round((value / DEGREE) * 100) / 100)).toEqual([
      null,
      null,
      3.99,
      1.99,
      0,
      1.99,
      3.99,
      null,
    ]);
    const sparse = both('eq', both('mod', both('add', both('multiply', column, 7), both('multiply', row, 5)), 31), 0);
    const image = await imageOf(NAME, { cost: passable, source: sparse, maxDistance: DEGREE * 12 });
    const grid = degreesGrid(11, 9, 0, 0);
    const [whole] = await valuesOf(image, grid);
    const [parts] = await valuesOfQuarters(image, grid);
    // Places are computed from each tile's corner: distances differ in the last digits.
    for (const [i, value] of whole.entries()) {
      if (value === null) expect(parts[i]).toBe(null);
      else expect((parts[i] as number) / DEGREE).toBeCloseTo(value / DEGREE, 9);
    }
  });

  it('refuses what it cannot do', async () => {
    await expect(rowsOf(NAME, { cost: 1, source: 1, maxDistance: -1 }, degreesGrid(1, 1))).rejects.toThrow(
      `${NAME}, argument 'maxDistance': Must not be negative. Got -1.`,
    );
    await expect(rowsOf(NAME, { cost: 1, source: 1, maxDistance: 1e9 }, degreesGrid(1, 1, 0, 0, 1e-3))).rejects.toThrow(
      `${NAME}, argument 'maxDistance': The distance is`,
    );
  });
});
