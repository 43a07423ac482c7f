import { randomUUID } from 'node:crypto';
import { FieldValue } from '@google-cloud/firestore';
import { readDocument } from '../../google/stored.ts';
import { inTransaction } from '../../google/transaction.ts';
import { timeOfRead } from '../clock.ts';
import { operationDocument, stepDocument } from '../documents.ts';
import { isOver, type OperationRecord, operationRecord } from '../record.ts';
import { type Step, stepRecord } from '../step.ts';
import { leaseTime, MAX_CUT_OFFS } from '../timing.ts';
import { changeOperation } from '../write-operation.ts';

/** A step that may be worked at. */
export interface Lease {
  readonly operation: OperationRecord;
  readonly step: Step;
  readonly token: string;
}

export type LeaseOutcome =
  | { readonly kind: 'leased'; readonly lease: Lease }
  /** Somebody else works at it, until then (milliseconds since 1970) unless the lease is renewed. */
  | { readonly kind: 'busy'; readonly operation: OperationRecord; readonly until: number }
  | { readonly kind: 'done'; readonly operation: OperationRecord }
  /** The last attempt that it may have was cut off, as by the end of the machine. */
  | { readonly kind: 'exhausted'; readonly lease: Lease }
  /** The operation is to stop. */
  | { readonly kind: 'cancelling'; readonly operation: OperationRecord }
  /** The operation has ended. */
  | { readonly kind: 'over'; readonly operation: OperationRecord }
  /** There is no such step (any more). */
  | { readonly kind: 'gone' };

/**
 * Takes a step to work at it. One whose lease is over is taken from whoever had it; that counts as an attempt that was cut off.
 *
 * Reads: `operations/{id}`, the step.
 * Writes: the step (LEASED), and the operation's `attempt` if it grows.
 * Returns: the lease, or why there is none.
 */
export function leaseStep(id: string, step: Step): Promise<LeaseOutcome> {
  const token = randomUUID();
  return inTransaction(async (transaction): Promise<LeaseOutcome> => {
    const [found, work] = await transaction.getAll(operationDocument(id), stepDocument(id, step));
    const operation = readDocument(operationRecord, found);
    if (!operation) return { kind: 'gone' };
    if (isOver(operation.state)) return { kind: 'over', operation };
    if (operation.state === 'CANCELLING') return { kind: 'cancelling', operation };
    const record = readDocument(stepRecord, work);
    if (!record) return { kind: 'gone' };
    if (record.state === 'DONE') return { kind: 'done', operation };
    const lease = { operation, step, token };
    // A commit may have been carried out although its answer was lost: then this is the second attempt.
    if (record.lease === token) return { kind: 'leased', lease };
    const now = timeOfRead(work);
    if (record.state === 'LEASED' && (record.due ?? 0) > now)
      return { kind: 'busy', operation, until: record.due ?? now };
    const cutOffs = record.cutOffs + (record.state === 'LEASED' ? 1 : 0);
    if (cutOffs >= MAX_CUT_OFFS) return { kind: 'exhausted', lease };
    const taken = { state: 'LEASED', lease: token, due: now + leaseTime(), cutOffs };
    transaction.update(work.ref, { ...taken, woken: FieldValue.delete() });
    const attempt = record.failures + cutOffs + 1;
    if (attempt > operation.attempt) changeOperation(transaction, operation, { attempt });
    return { kind: 'leased', lease };
  });
}
