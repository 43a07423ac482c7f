import { Timestamp, type Transaction } from '@google-cloud/firestore';
import { liveDocument, operationDocument } from './documents.ts';
import { operationMessage } from './operation-message.ts';
import { isOver, type OperationRecord } from './record.ts';
import { REMEMBERED } from './timing.ts';

/**
 * The writers of operations' documents: whatever clients are told of an operation is written in the same transaction for those who watch it. How
 * many chunks are done is not: hundreds may come to their end at a time.
 */

/** Writes a new operation. */
export function createOperation(transaction: Transaction, record: OperationRecord): void {
  transaction.create(operationDocument(record.id), record);
  transaction.set(liveDocument(record), operationMessage(record));
}

/** Changes fields of an operation. */
export function changeOperation(
  transaction: Transaction,
  record: OperationRecord,
  change: Partial<OperationRecord>,
): void {
  const expiry = change.state !== undefined && isOver(change.state) ? expiryNow() : {};
  transaction.update(operationDocument(record.id), { ...change, ...expiry });
  transaction.set(liveDocument(record), { ...operationMessage({ ...record, ...change }), ...expiry });
}

/** The field by which Firestore forgets a document. */
function expiryNow(): { expires: Timestamp } {
  return { expires: Timestamp.fromMillis(Date.now() + REMEMBERED) };
}

/** Removes an operation. */
export function removeOperation(transaction: Transaction, record: OperationRecord): void {
  transaction.delete(operationDocument(record.id));
  transaction.delete(liveDocument(record));
}
