import { FieldValue } from '@google-cloud/firestore';
import type { StoredText } from '../../google/stored-text.ts';
import { inTransaction } from '../../google/transaction.ts';
import { timestamp } from '../clock.ts';
import type { PlannedWork } from '../contents/content.ts';
import { handDocument, stepDocument } from '../documents.ts';
import { firstRuns, type HandRecord } from '../hand-out.ts';
import { waitingStep } from '../step.ts';
import { changeOperation } from '../write-operation.ts';
import type { Lease } from './lease.ts';
import { type Standing, standingOf } from './standing.ts';

/** A plan whose pins are stored. */
export interface CompletedPlan extends Pick<PlannedWork, 'chunks' | 'plan'> {
  /** The groups of chunks whose results are gathered, each in a step of its own; left out if there are none. */
  readonly groups?: number | undefined;
  readonly pins: StoredText;
  /** The versions of inputs that it was made of, if they are to be kept. */
  readonly inputs?: string | undefined;
}

/**
 * Takes the plan of an operation.
 *
 * Reads: `operations/{id}`, the step `plan`.
 * Writes: the operation's plan, the step `plan` (DONE), the first chunks and the step `finish` (WAITING), what was handed out.
 * Returns: `held` if the plan was taken: the chunks that follow the step `plan` are to be woken; else why it was not.
 *
 * @param share chunks that may be under way at a time
 */
export function completePlan(
  lease: Lease,
  { chunks, groups = 0, plan, pins, inputs }: CompletedPlan,
  share: number,
): Promise<Standing['kind']> {
  return inTransaction(async (transaction) => {
    const standing = await standingOf(transaction, lease);
    if (standing.kind !== 'held') return standing.kind;
    const { operation, document, time } = standing;
    const { id } = operation;
    const { runs, next } = firstRuns(chunks, share);
    const gathered = { ...(groups > 1 ? { groups } : {}), ...(inputs === undefined ? {} : { inputs }) };
    changeOperation(transaction, operation, { plan, pins, chunks, ...gathered, updateTime: timestamp() });
    transaction.update(document, {
      state: 'DONE',
      followers: runs.map(({ first }) => first),
      due: FieldValue.delete(),
      lease: FieldValue.delete(),
    });
    transaction.create(stepDocument(id, 'finish'), waitingStep(operation, 'finish', time));
    for (const { first, end } of runs)
      transaction.create(stepDocument(id, first), waitingStep(operation, first, time, end));
    if (next < chunks) {
      const hand: HandRecord = { operation: id, next, chains: runs.length };
      transaction.create(handDocument(id), hand);
    }
    return standing.kind;
  });
}
