import { encodeNpy } from '../../../raster/encode/npy.ts';
import type { ImageEncoder } from './encoder.ts';

/** A NumPy array with a field for each band. */
export const NPY: ImageEncoder = {
  visual: false,
  encode({ image, tiles, grid: { width, height } }) {
    const fields = image.bands.map((band, i) => ({ name: band.id, samples: tiles[i].values }));
    return { bytes: encodeNpy(width, height, fields), contentType: 'application/octet-stream', extension: 'npy' };
  },
};
