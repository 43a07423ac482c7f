import { requirePermission } from '../access/access.ts';
import type { Destination } from './destination.ts';

/**
 * Checks that the user of an operation may write its destination, if that is an asset: when it is submitted, and before the asset is written.
 * @throws PERMISSION_DENIED
 */
export async function requireDestination({
  user,
  destination,
}: {
  readonly user: string;
  readonly destination: Destination;
}): Promise<void> {
  if (destination.kind !== 'asset') return;
  await requirePermission({ user }, 'earthengine.assets.create', destination.asset);
}
