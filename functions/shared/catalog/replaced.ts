import { ServiceError } from '../errors.ts';
import type { AssetRecord } from './asset.ts';

/**
 * Only like replaces like: what is in a folder would be lost below an image.
 * @throws FAILED_PRECONDITION, within the transaction, which then writes nothing
 */
export function checkReplaced(old: AssetRecord | undefined, { name, type }: AssetRecord): void {
  if (old === undefined || old.type === type) return;
  throw new ServiceError('FAILED_PRECONDITION', `Asset '${name}' is of type ${old.type}: it cannot become ${type}.`);
}
