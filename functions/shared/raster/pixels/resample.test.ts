import { describe, expect, it } from 'vitest';
import { languageContext } from '../../expression/language.testing.ts';
import { parseCrs } from '../crs/crs.ts';
import type { Grid } from '../grid.ts';
import { DOUBLE } from '../pixel-type.ts';
import { Projection } from '../projection.ts';
import { type Loader, loaded, type Tile } from './node.ts';
import { type Interpolation, ResampleLoader } from './resample.ts';

const crs = parseCrs('EPSG:32633');
const projection = new Projection(crs, [10, 0, 0, 0, -10, 0]);
const context = languageContext.pixels;

/** Pixels that follow from their column and row in the projection's plane, counted in pixels of the size asked for. */
function planar(value: (column: number, row: number) => number, valid = (_column: number, _row: number) => true) {
  const grids: Grid[] = [];
  const loader: Loader = {
    fractionalMask: false,
    async load(_, grid): Promise<Tile[]> {
      grids.push(grid);
      const { transform, width, height } = grid;
      const [first, top] = [transform[2] / transform[0], transform[5] / transform[4]].map(Math.round);
      const count = width * height;
      const at = (i: number): [number, number] => [first + (i % width), top + Math.floor(i / width)];
      return [
        {
          values: Float64Array.from({ length: count }, (__, i) => value(...at(i))),
          mask: Uint8Array.from({ length: count }, (__, i) => (valid(...at(i)) ? 1 : 0)),
        },
      ];
    },
  };
  return { band: { pixels: loaded(loader, 0), type: DOUBLE }, grids };
}

const grid = (size: number, x = 0, y = 0): Grid => ({ crs, transform: [size, 0, x, 0, -size, y], width: 4, height: 2 });

async function resampled(
  source: ReturnType<typeof planar>,
  mode: Interpolation,
  target: Grid,
): Promise<(number | null)[]> {
  const [{ values, mask }] = await new ResampleLoader([source.band], projection, mode).load([0], target, context);
  return Array.from(values, (value, i) => (mask === undefined || mask[i] > 0 ? value : null));
}

describe.each<Interpolation>(['bilinear', 'bicubic'])('%s interpolation', (mode) => {
  it('keeps values at the centres of pixels', async () => {
    const source = planar((column, row) => column * row + 7 * column);
    expect(await resampled(source, mode, grid(10, 20, -30))).toEqual([20, 30, 40, 50, 22, 33, 44, 55]);
  });

  it('goes straight between values of a plane', async () => {
    const values = await resampled(
      planar((column, row) => 2 * column - row),
      mode,
      grid(2.5, 100, -100),
    );
    // Columns 9.625, 9.875, … and rows 9.625, 9.875 from the centre of the first pixel.
    const expected = [9.625, 9.875].flatMap((row) => [9.625, 9.875, 10.125, 10.375].map((column) => 2 * column - row));
    values.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i], 9);
    });
  });

  it('takes the overview that fits', async () => {
    const source = planar((column) => column);
    await resampled(source, mode, grid(45));
    expect(source.grids[0].transform.slice(0, 1)).toEqual([40]);
    await resampled(source, mode, grid(39));
    expect(source.grids[1].transform.slice(0, 1)).toEqual([20]);
    await resampled(source, mode, grid(3));
    expect(source.grids[2].transform.slice(0, 1)).toEqual([10]);
  });

  it('is masked where the nearest pixel is, and leaves masked neighbours out', async () => {
    const source = planar(
      (column) => column,
      (column) => column !== 1,
    );
    // Positions in columns 0.25, 0.75, 1.25, 1.75 and so on of the pixels.
    expect(await resampled(source, mode, { ...grid(5), height: 1 })).toEqual([expect.closeTo(-0.25, 9), 0, null, null]);
  });
});

it('bicubic interpolation overshoots at edges, bilinear does not', async () => {
  const step = planar((column) => (column < 5 ? 0 : 100));
  const target = { ...grid(2.5, 40), width: 8 };
  const [linear, cubic] = [await resampled(step, 'bilinear', target), await resampled(step, 'bicubic', target)];
  expect(Math.min(...(linear as number[]))).toBe(0);
  expect(Math.min(...(cubic as number[]))).toBeLessThan(-1);
  // By Keys's formula: halfway between four pixels the weights are -1/16, 9/16, 9/16, -1/16.
  const [halfway] = await resampled(step, 'bicubic', { ...grid(10, 55), width: 1, height: 1 });
  expect(halfway).toBeCloseTo(100 * (9 / 16 + 9 / 16 - 1 / 16), 9);
});
