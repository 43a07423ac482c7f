import { encodeNpy, type NpyField } from '../../../raster/encode/npy.ts';
import { type PixelType, storageTypeOf } from '../../../raster/pixel-type.ts';
import type { Tile } from '../../../raster/pixels/node.ts';
import { sampleTypeOf } from '../../../raster/samples.ts';
import { filled } from '../../fill.ts';
import type { ImageEncoder } from './encoder.ts';

/** A NumPy array with a field for each band. Masked samples are 0. */
export const NPY: ImageEncoder = {
  visual: false,
  encode({ image, tiles, grid: { width, height } }) {
    const fields = image.bands.map(({ id, type }, i) => ({ name: id, samples: samplesOf(type, tiles[i]) }));
    return { bytes: encodeNpy(width, height, fields), contentType: 'application/octet-stream', extension: 'npy' };
  },
};

function samplesOf(type: PixelType, tile: Tile): NpyField['samples'] {
  const samples = filled(tile, sampleTypeOf(tile.values), 0);
  return isLong(type) ? BigInt64Array.from(samples, longOf) : samples;
}

/** Whether a band has integers that 32 bits do not hold. */
function isLong(type: PixelType): boolean {
  return type.precision === 'int' && storageTypeOf(type) === 'float64';
}

/** A number as an integer of 64 bits; beyond those, the nearest one. */
function longOf(value: number): bigint {
  if (!(value < 2 ** 63)) return Number.isNaN(value) ? 0n : 2n ** 63n - 1n;
  return value < -(2 ** 63) ? -(2n ** 63n) : BigInt(Math.trunc(value));
}
