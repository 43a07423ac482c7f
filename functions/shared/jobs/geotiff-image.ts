import { pixelsFootprint } from '../catalog/image-asset.ts';
import { isServiceError, ServiceError } from '../errors.ts';
import { Image } from '../raster/image.ts';
import { imageOfManifest } from './manifest-image.ts';
import type { FileContext } from './source-raster.ts';

/**
 * The image of a GeoTIFF in Cloud Storage, in one state of it and read where it lies, as it would be imported. Its bands are called what the
 * file calls them.
 * @throws INVALID_ARGUMENT for what is no such file; PERMISSION_DENIED for one in a bucket that the caller's project may not read
 */
export async function imageOfGeoTiff(uri: string, context: FileContext): Promise<Image> {
  const manifest = { tilesets: [{ sources: [{ uris: [uri] }] }] };
  try {
    const { image } = await imageOfManifest(JSON.stringify(manifest), context, 'files');
    const [{ projection, dimensions }] = image.bands;
    const footprint = dimensions && pixelsFootprint(projection, dimensions);
    const bands = image.bands.map((band) => ({ ...band, ...(footprint && { footprint }) }));
    return new Image(bands, image.fields);
  } catch (error) {
    if (!isServiceError(error) || error.status === 'PERMISSION_DENIED') throw error;
    const status = error.status === 'NOT_FOUND' ? 'INVALID_ARGUMENT' : error.status;
    throw new ServiceError(status, `Image.loadGeoTIFF: ${error.message}`, { cause: error });
  }
}
