import { inTransaction } from '../../google/transaction.ts';
import { leaseTime } from '../timing.ts';
import type { Lease } from './lease.ts';
import { standingOf } from './standing.ts';

/**
 * Holds a lease for longer.
 *
 * Reads: `operations/{id}`, the step.
 * Writes: the step's `due`.
 * Returns: false if there is no use in going on: the operation does not run any more, or the step is somebody else's.
 */
export function renewLease(lease: Lease): Promise<boolean> {
  return inTransaction(async (transaction) => {
    const standing = await standingOf(transaction, lease);
    if (standing.kind !== 'held') return false;
    transaction.update(standing.document, { due: standing.time + leaseTime() });
    return true;
  });
}
