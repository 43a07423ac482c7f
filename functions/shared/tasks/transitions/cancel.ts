import { readDocument } from '../../google/stored.ts';
import { inTransaction } from '../../google/transaction.ts';
import { timestamp } from '../clock.ts';
import { operationDocument } from '../documents.ts';
import { operationError } from '../failure.ts';
import { operationRecord } from '../record.ts';
import { changeOperation } from '../write-operation.ts';

/** The service's error of a cancelled operation. */
export const CANCELLED = operationError('CANCELLED', 'Cancelled.');

/** `cancelled`: now or before (who asks again after a lost answer is answered alike). `finished`: too late. */
export type Cancellation = 'cancelled' | 'cancelling' | 'finished' | 'gone';

/**
 * Asks an operation to stop.
 *
 * Reads: `operations/{id}`.
 * Writes: a PENDING one: CANCELLED. A RUNNING one: CANCELLING.
 * Returns: what has become of it; one that is CANCELLING is to be settled.
 */
export function cancel(id: string): Promise<Cancellation> {
  return inTransaction(async (transaction): Promise<Cancellation> => {
    const operation = readDocument(operationRecord, await transaction.get(operationDocument(id)));
    const now = timestamp();
    switch (operation?.state) {
      case undefined:
        return 'gone';
      case 'PENDING':
        changeOperation(transaction, operation, {
          state: 'CANCELLED',
          updateTime: now,
          endTime: now,
          error: CANCELLED,
        });
        return 'cancelled';
      case 'RUNNING':
        changeOperation(transaction, operation, { state: 'CANCELLING', updateTime: now });
        return 'cancelling';
      case 'CANCELLING':
        return 'cancelling';
      case 'CANCELLED':
        return 'cancelled';
      case 'SUCCEEDED':
      case 'FAILED':
        return 'finished';
    }
  });
}
