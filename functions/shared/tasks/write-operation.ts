import type { Transaction } from '@google-cloud/firestore';
import { liveDocument, operationDocument } from './documents.ts';
import { operationMessage } from './operation-message.ts';
import type { OperationRecord } from './record.ts';

/**
 * The writers of operations' documents: whatever clients are told of an operation is written in the same transaction for those who watch it. How
 * many chunks are done is not: hundreds may come to their end at a time.
 */

/** Writes a new operation. */
export function createOperation(transaction: Transaction, record: OperationRecord): void {
  transaction.create(operationDocument(record.id), record);
  show(transaction, record);
}

/** Changes fields of an operation. */
export function changeOperation(
  transaction: Transaction,
  record: OperationRecord,
  change: Partial<OperationRecord>,
): void {
  transaction.update(operationDocument(record.id), change);
  show(transaction, { ...record, ...change });
}

/** Removes an operation. */
export function removeOperation(transaction: Transaction, record: OperationRecord): void {
  transaction.delete(operationDocument(record.id));
  transaction.delete(liveDocument(record));
}

function show(transaction: Transaction, record: OperationRecord): void {
  transaction.set(liveDocument(record), operationMessage(record));
}
