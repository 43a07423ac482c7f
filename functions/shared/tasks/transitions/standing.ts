import { type DocumentReference, FieldValue, type Transaction } from '@google-cloud/firestore';
import { readDocument } from '../../google/stored.ts';
import { timeOfRead } from '../clock.ts';
import { operationDocument, stepDocument } from '../documents.ts';
import { isOver, type OperationRecord, operationRecord } from '../record.ts';
import { type StepRecord, stepRecord } from '../step.ts';
import type { Lease } from './lease.ts';

const RETURNED = { state: 'WAITING', lease: FieldValue.delete(), due: FieldValue.delete() };

/** The status of a lease: held, or the reason why it is not. */
export type Standing =
  | {
      readonly kind: 'held';
      readonly operation: OperationRecord;
      readonly record: StepRecord;
      /** The step's document. */
      readonly document: DocumentReference;
      /** The database's time, in milliseconds since 1970. */
      readonly time: number;
    }
  /** The operation is to stop. */
  | { readonly kind: 'cancelling' }
  /** Somebody else has the step, or it is done. */
  | { readonly kind: 'lost' }
  /** The operation has ended, or is gone. */
  | { readonly kind: 'over' };

/**
 * Reads the operation and the step of a lease within a transaction. If the operation is being cancelled, the step is released, so that
 * nobody has to wait for the lease to end.
 */
export async function standingOf(
  transaction: Transaction,
  { operation: { id }, step, token }: Lease,
): Promise<Standing> {
  const [found, work] = await transaction.getAll(operationDocument(id), stepDocument(id, step));
  const operation = readDocument(operationRecord, found);
  const record = readDocument(stepRecord, work);
  if (!operation || isOver(operation.state)) return { kind: 'over' };
  if (operation.state === 'CANCELLING') {
    if (record?.lease === token) transaction.update(work.ref, RETURNED);
    return { kind: 'cancelling' };
  }
  if (record?.lease !== token) return { kind: 'lost' };
  return { kind: 'held', operation, record, document: work.ref, time: timeOfRead(work) };
}
