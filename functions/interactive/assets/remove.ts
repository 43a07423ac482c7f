import type { AssetName } from '../../shared/catalog/names.ts';
import { assetDocument } from '../../shared/catalog/store.ts';
import { ServiceError } from '../../shared/errors.ts';
import { firestore } from '../../shared/google/clients.ts';
import { inTransaction } from '../../shared/google/transaction.ts';
import { missingAsset } from './missing.ts';

/**
 * Deletes an asset's record. Its raster files stay: copies of the asset may have the same ones.
 * @throws NOT_FOUND, or FAILED_PRECONDITION if something is below it
 */
export async function removeAsset(name: AssetName): Promise<void> {
  await inTransaction(async (transaction) => {
    const below = firestore().collection('assets').where('parent', '==', name.name).limit(1);
    const [asset, children] = await Promise.all([transaction.get(assetDocument(name)), transaction.get(below)]);
    if (!asset.exists) throw missingAsset(name);
    if (!children.empty) {
      throw new ServiceError('FAILED_PRECONDITION', `Asset '${name.name}' has children. Delete what is in it first.`);
    }
    transaction.delete(asset.ref);
  });
}
