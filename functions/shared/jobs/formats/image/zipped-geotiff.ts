import { type ArchivedFile, archivedName, encodeZip } from '../../../raster/encode/zip.ts';
import { encodeWholeGeoTiff } from '../../whole-geotiff.ts';
import type { ComputedImage, EncodedImage, ImageEncoder } from './encoder.ts';

/** How files are called whose name nobody has given. */
const DEFAULT_PREFIX = 'download';

/** A ZIP archive of one GeoTIFF of all bands, `prefix.tif`. */
export const ZIPPED_GEO_TIFF: ImageEncoder = {
  visual: false,
  encode({ image, tiles, grid, filenamePrefix = DEFAULT_PREFIX }) {
    return archive([{ name: archivedName(`${filenamePrefix}.tif`), bytes: encodeWholeGeoTiff(image, tiles, grid) }]);
  },
};

/** A ZIP archive of one GeoTIFF of each band, `prefix.band.tif`. */
export const ZIPPED_GEO_TIFF_PER_BAND: ImageEncoder = {
  visual: false,
  encode: (computed) => archive(computed.image.bands.map((_, band) => bandFile(computed, band))),
};

function bandFile({ image, tiles, grid, filenamePrefix = DEFAULT_PREFIX }: ComputedImage, band: number): ArchivedFile {
  const bytes = encodeWholeGeoTiff(image.withBands([image.bands[band]]), [tiles[band]], grid);
  return { name: archivedName(`${filenamePrefix}.${image.bands[band].id}.tif`), bytes };
}

function archive(files: readonly ArchivedFile[]): EncodedImage {
  return { bytes: encodeZip(files), contentType: 'application/zip', extension: 'zip' };
}
