import { readDocument } from '../../google/stored.ts';
import { inTransaction } from '../../google/transaction.ts';
import { timestamp } from '../clock.ts';
import { operationDocument } from '../documents.ts';
import { type OperationError, operationRecord } from '../record.ts';
import { releaseSlot } from '../slots.ts';
import { changeOperation } from '../write-operation.ts';

/**
 * Ends an operation for a reason that is not one step's.
 *
 * Reads: `operations/{id}`.
 * Writes: the operation (FAILED) and the project's slots, if it runs.
 * Returns: whether it did.
 */
export function failOperation(id: string, error: OperationError): Promise<boolean> {
  return inTransaction(async (transaction) => {
    const operation = readDocument(operationRecord, await transaction.get(operationDocument(id)));
    if (operation?.state !== 'RUNNING') return false;
    const now = timestamp();
    changeOperation(transaction, operation, { state: 'FAILED', updateTime: now, endTime: now, error });
    releaseSlot(transaction, operation);
    return true;
  });
}
