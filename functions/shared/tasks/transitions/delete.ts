import { inTransaction } from '../../google/transaction.ts';
import { operationDocument } from '../documents.ts';
import { isOver, type OperationRecord } from '../record.ts';

/**
 * Forgets an operation that is over. Its request's id stays known to have been used for nothing that exists: the same request
 * starts a new operation.
 *
 * Reads: `operations/{id}`.
 * Writes: nothing, or deletes it.
 * Returns: whether it is gone.
 */
export function deleteOperation(id: string): Promise<boolean> {
  return inTransaction(async (transaction) => {
    const document = operationDocument(id);
    const operation = (await transaction.get(document)).data() as OperationRecord | undefined;
    if (operation && !isOver(operation.state)) return false;
    transaction.delete(document);
    return true;
  });
}
