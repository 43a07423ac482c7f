import { type ArchivedFile, encodeZip } from '../raster/encode/zip.ts';
import type { Grid } from '../raster/grid.ts';
import type { Image } from '../raster/image.ts';
import type { Tile } from '../raster/pixels/node.ts';
import { encodeWholeGeoTiff } from './whole-geotiff.ts';

/** How files are called whose name nobody has given. */
const DEFAULT_PREFIX = 'download';

/** A ZIP archive of GeoTIFFs: one of all bands, `prefix.tif`, or one of each band, `prefix.band.tif`. */
export function encodeArchive(
  image: Image,
  tiles: readonly Tile[],
  grid: Grid,
  { perBand, prefix = DEFAULT_PREFIX }: { readonly perBand: boolean; readonly prefix?: string },
): Uint8Array {
  if (!perBand) return encodeZip([{ name: fileName(`${prefix}.tif`), bytes: encodeWholeGeoTiff(image, tiles, grid) }]);
  const files = image.bands.map((band, i): ArchivedFile => {
    const bytes = encodeWholeGeoTiff(image.withBands([band]), [tiles[i]], grid);
    return { name: fileName(`${prefix}.${band.id}.tif`), bytes };
  });
  return encodeZip(files);
}

/** Nothing that would lead out of the folder in which the archive is unpacked. */
function fileName(name: string): string {
  return name.replace(/[/\\:\0]/g, '_');
}
