import { requirePermission } from '../../shared/access/access.ts';
import type { AssetName } from '../../shared/catalog/names.ts';
import { invalid } from '../../shared/errors.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import { writableName } from './name.ts';

/**
 * The asset that is to be made, where the caller may make it.
 * @throws INVALID_ARGUMENT, PERMISSION_DENIED
 */
export async function destination(name: string | undefined, caller: Caller): Promise<AssetName> {
  if (!name) throw invalid("The request has no 'destinationName'.");
  const asset = writableName(name);
  await requirePermission(caller, 'earthengine.assets.create', asset.name);
  return asset;
}
