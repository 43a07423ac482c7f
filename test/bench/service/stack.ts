import { parseCrs } from '../../../functions/shared/raster/crs/crs.ts';
import { writeCog } from '../../cog-writer.ts';

/** Pixels a side of the images of a stack. */
export const STACK_SIDE = 512;

/** An image of one band of uint16 at 10 m, a fifth of which is 0: clouds, each time elsewhere. */
export function stackImage(index: number): Uint8Array {
  const samples = new Uint16Array(STACK_SIDE * STACK_SIDE);
  let state = 98_765 + index;
  for (let y = 0, i = 0; y < STACK_SIDE; y++) {
    for (let x = 0; x < STACK_SIDE; x++, i++) {
      // A linear congruential generator (Numerical Recipes).
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const cloud = Math.sin(x / 53 + index) + Math.cos(y / 41 - index) > 0.9;
      samples[i] = cloud ? 0 : 2_000 + 500 * Math.sin((x + y) / 97) + 20 * index + (state >>> 25);
    }
  }
  return writeCog({
    bands: [{ width: STACK_SIDE, height: STACK_SIDE, samples, mask: undefined }],
    sampleType: 'uint16',
    tileSize: STACK_SIDE,
    coding: { predictor: 2, strategy: 'fast' },
    affine: [10, 0, 200_000, 0, -10, 9_200_000],
    crs: parseCrs('EPSG:32725'),
    nodata: 0,
    bandNames: ['B1'],
    method: 'mean',
    coarsest: STACK_SIDE,
  });
}
