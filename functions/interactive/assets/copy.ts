import type { AssetRecord } from '../../shared/catalog/asset.ts';
import { type AssetName, parentOf } from '../../shared/catalog/names.ts';
import { checkReplaced } from '../../shared/catalog/replaced.ts';
import { assetDocument, createAsset } from '../../shared/catalog/store.ts';
import { ServiceError, unimplemented } from '../../shared/errors.ts';
import { firestore } from '../../shared/google/clients.ts';
import { inTransaction } from '../../shared/google/transaction.ts';
import { missingAsset } from './missing.ts';

/**
 * Gives an asset another name, or a second one. Only the record is written anew: raster files never change and are shared.
 * @throws NOT_FOUND, ALREADY_EXISTS; UNIMPLEMENTED for folders and collections with something in them
 */
export function copyAsset(
  from: AssetName,
  to: AssetName,
  options: { readonly overwrite: boolean; readonly move: boolean },
): Promise<AssetRecord> {
  return inTransaction(async (transaction) => {
    const below = firestore().collection('assets').where('parent', '==', from.name).limit(1);
    const [source, children] = await Promise.all([transaction.get(assetDocument(from)), transaction.get(below)]);
    const record = source.data() as AssetRecord | undefined;
    if (!record) throw missingAsset(from);
    if (!children.empty) {
      throw unimplemented(`Asset '${from.name}' has children: moving and copying whole folders is not supported yet.`);
    }
    if (!options.move && (record.type === 'FOLDER' || record.type === 'IMAGE_COLLECTION')) {
      throw new ServiceError('FAILED_PRECONDITION', `Asset '${from.name}' is a ${record.type}: it cannot be copied.`);
    }
    const copy = { ...record, name: to.name, parent: parentOf(to), updateTime: new Date().toISOString() };
    checkReplaced(await createAsset(transaction, to, copy, options), copy);
    if (options.move) transaction.delete(source.ref);
    return copy;
  });
}
