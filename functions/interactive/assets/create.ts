import type { AssetRecord, NewAsset } from '../../shared/catalog/asset.ts';
import type { AssetName } from '../../shared/catalog/names.ts';
import { createAsset } from '../../shared/catalog/write.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';
import { inTransaction } from '../../shared/google/transaction.ts';
import type { EarthEngineAsset } from '../../shared/messages/asset.ts';
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
  const container: NewAsset = {
    type,
    ...(startTime === undefined ? {} : { startTime }),
    ...(endTime === undefined ? {} : { endTime }),
    ...(properties ? { properties: checkProperties(properties) } : {}),
  };
  return inTransaction((transaction) => createAsset(transaction, name, container, options));
}
