import { encodeWholeGeoTiff } from '../../whole-geotiff.ts';
import type { ImageEncoder } from './encoder.ts';

/** One GeoTIFF of all bands. */
export const GEO_TIFF: ImageEncoder = {
  visual: false,
  encode: ({ image, tiles, grid }) => ({
    bytes: encodeWholeGeoTiff(image, tiles, grid),
    contentType: 'image/tiff',
    extension: 'tif',
  }),
};
