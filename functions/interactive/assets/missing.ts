import type { AssetRecord } from '../../shared/catalog/asset.ts';
import type { AssetName } from '../../shared/catalog/names.ts';
import { findAsset } from '../../shared/catalog/store.ts';
import { notFound, type ServiceError } from '../../shared/errors.ts';

/** The service's words for an asset that is not there. */
export function missingAsset({ name }: Pick<AssetName, 'name'>): ServiceError {
  return notFound(`Asset '${name}' does not exist or doesn't allow this operation.`);
}

/**
 * The record of an asset.
 * @throws NOT_FOUND
 */
export async function requireAsset(name: AssetName): Promise<AssetRecord> {
  const record = await findAsset(name);
  if (!record) throw missingAsset(name);
  return record;
}
