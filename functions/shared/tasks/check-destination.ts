import { parentOf, parseAssetName } from '../catalog/names.ts';
import { findAsset } from '../catalog/store.ts';
import { cannotOverwrite, missingAsset } from '../catalog/write.ts';
import type { Destination } from './destination.ts';
import { requireDestination } from './require-destination.ts';

/**
 * Checks that the user of an operation may write its destination, and can, before hours of computing; it is checked again at the end.
 * @throws PERMISSION_DENIED, NOT_FOUND for a missing folder, and an error if the asset exists and may not be overwritten
 */
export async function checkDestination({
  user,
  destination,
}: {
  readonly user: string;
  readonly destination: Destination;
}): Promise<void> {
  await requireDestination({ user, destination });
  if (destination.kind !== 'asset') return;
  const name = parseAssetName(destination.asset);
  const folder = parseAssetName(parentOf(name));
  if (folder.path !== '' && !(await findAsset(folder))) throw missingAsset(folder);
  if (!destination.overwrite && (await findAsset(name))) throw cannotOverwrite(name);
}
