import { FieldValue } from '@google-cloud/firestore';
import { inTransaction } from '../../google/transaction.ts';
import type { Lease } from './lease.ts';
import { type Standing, standingOf } from './standing.ts';

/**
 * Takes what a group of chunks has come to, as JSON text.
 *
 * Reads: `operations/{id}`, the step.
 * Writes: the step (DONE).
 * Returns: `held` if it was taken, else why not.
 */
export function completeGroup(lease: Lease, parts: string): Promise<Standing['kind']> {
  return inTransaction(async (transaction) => {
    const standing = await standingOf(transaction, lease);
    if (standing.kind !== 'held') return standing.kind;
    transaction.update(standing.document, {
      state: 'DONE',
      parts,
      due: FieldValue.delete(),
      lease: FieldValue.delete(),
    });
    return standing.kind;
  });
}
