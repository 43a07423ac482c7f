import { parseCrs } from '../../functions/shared/raster/crs/crs.ts';
import { writeCog } from '../cog-writer.ts';

const TILE = 512;

/** Smooth fields with noise: compresses like a satellite scene (about 1.9 : 1). */
function band(size: number, index: number): Uint16Array {
  const samples = new Uint16Array(size * size);
  let state = 12_345 + index;
  for (let y = 0, i = 0; y < size; y++) {
    for (let x = 0; x < size; x++, i++) {
      // A linear congruential generator (Numerical Recipes).
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const field = Math.sin(x / 97 + index) * Math.cos(y / 131) + Math.sin((x + y) / 37) / 3;
      samples[i] = 2_000 + 300 * index + 700 * field + (state >>> 25);
    }
  }
  return samples;
}

/** A scene of uint16 bands in UTM at 10 m as a Cloud Optimized GeoTIFF with overviews. */
export function makeScene(size: number, bandCount: number): Uint8Array {
  return writeCog({
    bands: Array.from({ length: bandCount }, (_, i) => ({
      width: size,
      height: size,
      samples: band(size, i),
      mask: undefined,
    })),
    sampleType: 'uint16',
    tileSize: TILE,
    coding: { predictor: 2, strategy: 'fast' },
    affine: [10, 0, 200_000, 0, -10, 9_200_000],
    crs: parseCrs('EPSG:32725'),
    nodata: undefined,
    bandNames: Array.from({ length: bandCount }, (_, i) => `B${i + 1}`),
    method: 'mean',
    coarsest: TILE,
  });
}
