import { readDocument } from '../../google/stored.ts';
import { inTransaction } from '../../google/transaction.ts';
import { timestamp } from '../clock.ts';
import { operationDocument } from '../documents.ts';
import { type OperationError, operationRecord } from '../record.ts';
import { releaseSlot } from '../slots.ts';

/**
 * Ends an operation for a reason that is not one step's.
 *
 * Reads: `operations/{id}`.
 * Writes: the operation (FAILED) and the project's slots, if it runs.
 * Returns: whether it did.
 */
export function failOperation(id: string, error: OperationError): Promise<boolean> {
  return inTransaction(async (transaction) => {
    const document = operationDocument(id);
    const operation = readDocument(operationRecord, await transaction.get(document));
    if (operation?.state !== 'RUNNING') return false;
    const now = timestamp();
    transaction.update(document, { state: 'FAILED', updateTime: now, endTime: now, error });
    releaseSlot(transaction, operation);
    return true;
  });
}
