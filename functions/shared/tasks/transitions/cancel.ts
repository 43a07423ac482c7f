import { readDocument } from '../../google/stored.ts';
import { inTransaction } from '../../google/transaction.ts';
import { timestamp } from '../clock.ts';
import { operationDocument } from '../documents.ts';
import { operationError } from '../failure.ts';
import { operationRecord } from '../record.ts';
import { countPending } from '../slots.ts';

/** The service's error of a cancelled operation. */
export const CANCELLED = operationError('CANCELLED', 'Cancelled.');

/** `cancelled`: now or before (who asks again after a lost answer is answered alike). `finished`: too late. */
export type Cancellation = 'cancelled' | 'cancelling' | 'finished' | 'gone';

/**
 * Asks an operation to stop.
 *
 * Reads: `operations/{id}`.
 * Writes: a PENDING one: CANCELLED, and the project's number of pending operations. A RUNNING one: CANCELLING.
 * Returns: what has become of it; one that is CANCELLING is to be settled.
 */
export function cancel(id: string): Promise<Cancellation> {
  return inTransaction(async (transaction): Promise<Cancellation> => {
    const document = operationDocument(id);
    const operation = readDocument(operationRecord, await transaction.get(document));
    const now = timestamp();
    switch (operation?.state) {
      case undefined:
        return 'gone';
      case 'PENDING':
        transaction.update(document, { state: 'CANCELLED', updateTime: now, endTime: now, error: CANCELLED });
        countPending(transaction, operation.project, -1);
        return 'cancelled';
      case 'RUNNING':
        transaction.update(document, { state: 'CANCELLING', updateTime: now });
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
