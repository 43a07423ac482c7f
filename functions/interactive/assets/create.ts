import type { EarthEngineAsset } from '../../shared/api/messages/asset.ts';
import type { AssetRecord } from '../../shared/catalog/asset.ts';
import { type AssetName, parentOf } from '../../shared/catalog/names.ts';
import { checkReplaced } from '../../shared/catalog/replaced.ts';
import { createAsset } from '../../shared/catalog/store.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import { inTransaction } from '../../shared/google/transaction.ts';
import { checkProperties } from './properties.ts';

/**
 * Makes a folder or a collection. Images come from imports and exports.
 * @throws ALREADY_EXISTS, NOT_FOUND for a missing folder above, UNIMPLEMENTED for other types
 */
export async function createContainer(
  name: AssetName,
  asset: EarthEngineAsset,
  options: { readonly overwrite: boolean },
): Promise<AssetRecord> {
  const { type, startTime, endTime, properties } = asset;
  if (type === undefined || type === 'TYPE_UNSPECIFIED') throw invalid("The asset has no 'type'.");
  if (type !== 'FOLDER' && type !== 'IMAGE_COLLECTION') {
    throw unimplemented(`Assets of type ${type} cannot be created by this call yet: import or export them.`);
  }
  const record: AssetRecord = {
    name: name.name,
    parent: parentOf(name),
    type,
    updateTime: new Date().toISOString(),
    ...(startTime === undefined ? {} : { startTime }),
    ...(endTime === undefined ? {} : { endTime }),
    ...(properties ? { properties: checkProperties(properties) } : {}),
  };
  await inTransaction(async (transaction) => {
    checkReplaced(await createAsset(transaction, name, record, options), record);
  });
  return record;
}
