import { storage } from '../../../functions/shared/google/storage.ts';
import { openGeoTiff } from '../../../functions/shared/raster/geotiff/geotiff.ts';
import { memorySource } from '../../../functions/shared/raster/geotiff/range-source.ts';
import { tiffOf } from '../memory-tiff.ts';
import { download } from '../shared/download.ts';
import { BUCKET } from './terrane.ts';

/** A file that was exported: its description by a reader that is not ours, and its samples. */
export async function readTiff(object: string) {
  const file = storage().bucket(BUCKET).file(object);
  const [metadata] = await file.getMetadata();
  const bytes = await download(BUCKET, object);
  const tiff = await tiffOf(bytes);
  const own = await openGeoTiff(memorySource(object, bytes));
  return {
    contentType: metadata.contentType,
    /** Whether each image has all its tiles in the file. */
    sizes: tiff.images.map(({ size }) => [size.width, size.height]),
    tileSize: tiff.images[0].tileSize,
    origin: tiff.images[0].origin,
    resolution: tiff.images[0].resolution,
    epsg: tiff.images[0].epsg,
    noData: tiff.images[0].noData,
    /** The samples of a block of a level, by bands. */
    block: async (level: number, column: number, row: number) => (await own.readBlock(level, column, row))?.bands,
  };
}
