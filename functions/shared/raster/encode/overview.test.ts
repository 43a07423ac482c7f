import { describe, expect, it } from 'vitest';
import { halve, type OverviewMethod } from './overview.ts';

const raster = {
  width: 3,
  height: 3,
  samples: Int16Array.of(1, 2, 9, 2, 8, 7, -5, -6, 4),
  mask: Uint8Array.of(1, 1, 1, 1, 1, 0, 1, 1, 0),
};

describe('halve', () => {
  it.each<[OverviewMethod, number[], number[]]>([
    ['mean', [3, 9, -6, 0], [1, 1, 1, 0]],
    ['sample', [1, 9, -5, 0], [1, 1, 1, 0]],
    ['min', [1, 9, -6, 0], [1, 1, 1, 0]],
    ['max', [8, 9, -5, 0], [1, 1, 1, 0]],
    ['mode', [2, 9, -5, 0], [1, 1, 1, 0]],
    ['median', [2, 9, -6, 0], [1, 1, 1, 0]],
  ])('%s of the valid pixels, the edge too', (method, samples, mask) => {
    const half = halve(raster, method);
    expect(half).toMatchObject({ width: 2, height: 2 });
    expect([...half.samples]).toEqual(samples);
    expect([...half.mask!]).toEqual(mask);
  });

  it('keeps fractions of floats, and needs no mask', () => {
    const half = halve({ width: 2, height: 2, samples: Float32Array.of(1, 2, 2, 5), mask: undefined }, 'mean');
    expect(half).toEqual({ width: 1, height: 1, samples: Float32Array.of(2.5), mask: undefined });
  });

  it('takes the upper left pixel as sample even where it is invalid', () => {
    const half = halve({ ...raster, mask: Uint8Array.of(0, 1, 1, 1, 1, 1, 1, 1, 1) }, 'sample');
    expect([...half.mask!]).toEqual([0, 1, 1, 1]);
  });
});
