import { readDocument, readDocuments } from '../../google/stored.ts';
import { inTransaction } from '../../google/transaction.ts';
import { timeOfRead, timestamp } from '../clock.ts';
import { operationDocument, steps } from '../documents.ts';
import { type OperationRecord, operationRecord } from '../record.ts';
import { releaseSlot } from '../slots.ts';
import { stepRecord } from '../step.ts';
import { changeOperation } from '../write-operation.ts';
import { CANCELLED } from './cancel.ts';

export type Settlement =
  | { readonly kind: 'cancelled'; readonly operation: OperationRecord }
  /** A step is still being worked at, until then (milliseconds since 1970) unless it stops before. */
  | { readonly kind: 'waiting'; readonly until: number }
  | { readonly kind: 'none' };

/**
 * Ends an operation that is to stop, once nobody works at it.
 *
 * Reads: `operations/{id}`, its leased steps.
 * Writes: the operation (CANCELLED), the project's slots.
 * Returns: whether it is cancelled now.
 */
export function settle(id: string): Promise<Settlement> {
  return inTransaction(async (transaction): Promise<Settlement> => {
    const operation = readDocument(operationRecord, await transaction.get(operationDocument(id)));
    if (operation?.state !== 'CANCELLING') return { kind: 'none' };
    const leased = await transaction.get(steps(id).where('state', '==', 'LEASED'));
    const until = Math.max(0, ...readDocuments(stepRecord, leased).map(({ due = 0 }) => due));
    if (until > timeOfRead(leased)) return { kind: 'waiting', until };
    const now = timestamp();
    changeOperation(transaction, operation, { state: 'CANCELLED', updateTime: now, endTime: now, error: CANCELLED });
    releaseSlot(transaction, operation);
    return { kind: 'cancelled', operation };
  });
}
