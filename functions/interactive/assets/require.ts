import type { AssetRecord } from '../../shared/catalog/asset.ts';
import type { AssetName } from '../../shared/catalog/names.ts';
import { findAsset } from '../../shared/catalog/store.ts';
import { missingAsset } from '../../shared/catalog/write.ts';

/**
 * The record of an asset.
 * @throws NOT_FOUND
 */
export async function requireAsset(name: AssetName): Promise<AssetRecord> {
  const record = await findAsset(name);
  if (!record) throw missingAsset(name);
  return record;
}
