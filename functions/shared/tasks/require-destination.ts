import { requirePermission } from '../access/access.ts';
import type { Destination } from './destination.ts';

/**
 * Lets those pass who may write the asset that an operation makes. Asked when it is submitted, and again before the asset is written.
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
