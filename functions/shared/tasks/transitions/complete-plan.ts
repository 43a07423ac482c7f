import { FieldValue } from '@google-cloud/firestore';
import type { StoredText } from '../../google/stored-text.ts';
import { inTransaction } from '../../google/transaction.ts';
import { SETTINGS } from '../../settings.ts';
import { firstChunks } from '../chunk-window.ts';
import { timestamp } from '../clock.ts';
import type { PlannedWork } from '../contents/content.ts';
import { stepDocument } from '../documents.ts';
import type { StepRecord } from '../step.ts';
import { GRACE } from '../timing.ts';
import { changeOperation } from '../write-operation.ts';
import type { Lease } from './lease.ts';
import { type Standing, standingOf } from './standing.ts';

/** A plan whose pins are stored. */
export interface CompletedPlan extends Pick<PlannedWork, 'chunks' | 'plan'> {
  readonly pins: StoredText;
}

/**
 * Takes the plan of an operation.
 *
 * Reads: `operations/{id}`, the step `plan`.
 * Writes: the operation's plan, the step `plan` (DONE), the first chunks and the step `finish` (WAITING).
 * Returns: `held` if the plan was taken: its first chunks are to be woken; else why it was not.
 */
export function completePlan(lease: Lease, { chunks, plan, pins }: CompletedPlan): Promise<Standing['kind']> {
  return inTransaction(async (transaction) => {
    const standing = await standingOf(transaction, lease);
    if (standing.kind !== 'held') return standing.kind;
    const { id } = lease.operation;
    const window = SETTINGS.chunkWindow.read();
    changeOperation(transaction, standing.operation, {
      plan,
      pins,
      chunks,
      window,
      updateTime: timestamp(),
    });
    transaction.update(standing.document, {
      state: 'DONE',
      due: FieldValue.delete(),
      lease: FieldValue.delete(),
    });
    for (const step of ['finish' as const, ...firstChunks({ chunks, window })]) {
      transaction.create(stepDocument(id, step), waitingStep(id, step));
    }
    return standing.kind;
  });
}

/** A step that has just been woken. */
export function waitingStep(operation: string, step: StepRecord['step']): StepRecord {
  return {
    operation,
    step,
    ...(typeof step === 'number' ? { chunk: step } : {}),
    state: 'WAITING',
    failures: 0,
    due: Date.now() + GRACE,
  };
}
