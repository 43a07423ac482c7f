import { describe, expect, it } from 'vitest';
import { parseCrs } from '../crs/crs.ts';
import { BOOLEAN } from '../pixel-type.ts';
import { AroundLoader, evenly } from './around.ts';
import { cellMargins } from './cells.ts';
import type { PixelContext } from './context.ts';
import { constant } from './node.ts';
import { placeOf } from './place.ts';

const grid = (left: number, top: number, width: number, height: number) => ({
  crs: parseCrs('EPSG:3857'),
  transform: [10, 0, left * 10, 0, -10, -top * 10] as const,
  width,
  height,
});

describe('AroundLoader', () => {
  function context(signal: AbortSignal) {
    const claims: number[] = [];
    const pixels: PixelContext = {
      signal,
      rasters: { open: () => Promise.reject(new Error('no raster')) },
      claim: (bytes) => {
        claims.push(bytes);
        return () => void claims.push(-bytes);
      },
    };
    return { claims, pixels };
  }
  const loader = (compute: () => never) =>
    new AroundLoader({
      inputs: [{ pixels: constant(1), type: BOOLEAN }],
      margins: () => evenly(2),
      bytesPerPixel: 100,
      compute: (around) => {
        around.check();
        return compute();
      },
    });
  const fails = () => {
    throw new Error('too bad');
  };

  it('claims what it holds, and gives it back whatever happens', async () => {
    const { claims, pixels } = context(new AbortController().signal);
    await expect(loader(fails).load([0], grid(0, 0, 3, 4), pixels)).rejects.toThrow('too bad');
    expect(claims[0]).toBe(7 * 8 * (100 + 12));
    expect(claims.reduce((sum, bytes) => sum + bytes)).toBe(0);
  });

  it('ends with the request', async () => {
    const aborted = new AbortController();
    aborted.abort(new Error('gone'));
    const { claims, pixels } = context(aborted.signal);
    await expect(loader(fails).load([0], grid(0, 0, 3, 4), pixels)).rejects.toThrow('gone');
    expect(claims.reduce((sum, bytes) => sum + bytes)).toBe(0);
  });
});

describe('places in the plane', () => {
  it('are those of a grid of pixels from the origin, whichever way they go', () => {
    expect(placeOf(grid(-5, 7, 1, 1))).toEqual([-5, 7]);
    expect(placeOf({ transform: [10, 0, 55, 0, 10, -35] })).toEqual([5, -4]);
  });

  it('are in cells, which margins make whole', () => {
    expect(cellMargins(grid(0, 0, 8, 8), 8)).toEqual({ left: 0, top: 0, right: 0, bottom: 0 });
    expect(cellMargins(grid(-3, 10, 4, 9), 8)).toEqual({ left: 5, top: 2, right: 7, bottom: 5 });
  });
});
