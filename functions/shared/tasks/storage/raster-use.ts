import type { StoredRaster } from '../../catalog/asset.ts';
import { assetDocument } from '../../catalog/store.ts';

/** Firestore indexes values up to 1500 bytes; larger ones cannot be looked up safely. */
const MAX_INDEXED = 1400;

/**
 * Whether an asset has this raster, or might have. Copies of an asset share its rasters, so one that has been replaced may
 * still be another's. A copy made in the meantime is seen: it is made of an asset that has the raster, in a transaction.
 */
export async function isRasterUsed(raster: StoredRaster): Promise<boolean> {
  if (Buffer.byteLength(JSON.stringify(raster)) > MAX_INDEXED) return true;
  const assets = assetDocument({ name: 'any', project: '', path: '' }).parent;
  return !(await assets.where('rasters', 'array-contains', raster).limit(1).get()).empty;
}
