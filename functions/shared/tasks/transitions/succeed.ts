import { parseAssetName } from '../../catalog/names.ts';
import { createAsset } from '../../catalog/write.ts';
import { inTransaction } from '../../google/transaction.ts';
import { timestamp } from '../clock.ts';
import type { Finished } from '../contents/content.ts';
import { destinationUris } from '../destination.ts';
import type { OperationRecord } from '../record.ts';
import { releaseSlot } from '../slots.ts';
import { changeOperation } from '../write-operation.ts';
import type { Lease } from './lease.ts';
import { type Standing, standingOf } from './standing.ts';

/**
 * Ends an operation whose result is written.
 *
 * Reads: `operations/{id}`, the step; for an asset: the asset and the folder above (and what `createAsset` writes).
 * Writes: the operation (SUCCEEDED), the step (deleted), the project's slots; the asset.
 * Returns: `held` if the operation succeeded, else why not.
 * Throws: what `createAsset` throws, as if the asset is there and may not be overwritten.
 *
 * @param planned what is known of its plan, if that has not been taken before
 */
export function succeed(
  lease: Lease,
  { asset, note }: Finished,
  planned: Pick<OperationRecord, 'chunks' | 'inputs'> = {},
): Promise<Standing['kind']> {
  return inTransaction(async (transaction) => {
    const standing = await standingOf(transaction, lease);
    if (standing.kind !== 'held') return standing.kind;
    const { operation, document } = standing;
    const { destination } = operation;
    if (asset && destination.kind === 'asset') {
      await createAsset(transaction, parseAssetName(destination.asset), asset, { overwrite: destination.overwrite });
    }
    const now = timestamp();
    changeOperation(transaction, operation, {
      ...planned,
      state: 'SUCCEEDED',
      updateTime: now,
      endTime: now,
      destinationUris: destinationUris(operation.id, destination),
      ...(note === undefined ? {} : { note }),
    });
    // The other steps go when it is tidied up.
    transaction.delete(document);
    releaseSlot(transaction, operation);
    return standing.kind;
  });
}
