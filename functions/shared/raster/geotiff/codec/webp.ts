import { GeoTiffError } from '../geotiff-error.ts';
import type { Codec } from './codec.ts';
import { decodePicture } from './picture.ts';

/** WebP: each block is a picture of three or four bands. */
export const WEBP: Codec = {
  name: 'WEBP',
  predicted: false,
  hasFillOrder: true,
  givesRgb: true,
  open({ width, height, samplesPerPixel: channels, encoding }) {
    if (encoding.bits !== 8 || (channels !== 3 && channels !== 4)) {
      throw new GeoTiffError(`WebP with ${channels} bands of ${encoding.bits} bits in a block is not supported.`);
    }
    return (bytes) => decodePicture(bytes, { width, height, channels });
  },
};
