import { readDocument } from '../../google/stored.ts';
import { inTransaction } from '../../google/transaction.ts';
import { operationDocument } from '../documents.ts';
import { isOver, operationRecord } from '../record.ts';
import { removeOperation } from '../write-operation.ts';

/**
 * Forgets an operation that is over. Its request's id stays known: the same request starts no other one.
 *
 * Reads: `operations/{id}`.
 * Writes: nothing, or deletes it.
 * Returns: whether it is gone.
 */
export function deleteOperation(id: string): Promise<boolean> {
  return inTransaction(async (transaction) => {
    const operation = readDocument(operationRecord, await transaction.get(operationDocument(id)));
    if (operation === undefined) return true;
    if (!isOver(operation.state)) return false;
    removeOperation(transaction, operation);
    return true;
  });
}
