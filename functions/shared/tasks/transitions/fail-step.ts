import { FieldValue } from '@google-cloud/firestore';
import { inTransaction } from '../../google/transaction.ts';
import { timestamp } from '../clock.ts';
import type { Failure } from '../failure.ts';
import { releaseSlot } from '../slots.ts';
import { backOff, GRACE, MAX_ATTEMPTS } from '../timing.ts';
import { changeOperation } from '../write-operation.ts';
import type { Lease } from './lease.ts';
import { standingOf } from './standing.ts';

export type StepFailure =
  /** The step is tried again, at a time in milliseconds since 1970. */
  | { readonly kind: 'retry'; readonly at: number }
  /** The operation has failed because of it. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'cancelling' | 'lost' | 'over' };

/**
 * Takes note that an attempt at a step failed, or was given up.
 *
 * Reads: `operations/{id}`, the step.
 * Writes: the step (WAITING) and the operation's `attempt`; or, if the failure is permanent or the fifth, the operation
 * (FAILED) and the project's slots.
 * Returns: what follows.
 */
export function failStep(lease: Lease, { permanent, error }: Failure): Promise<StepFailure> {
  return inTransaction(async (transaction): Promise<StepFailure> => {
    const standing = await standingOf(transaction, lease);
    if (standing.kind !== 'held') return { kind: standing.kind };
    const { operation, record, document, time } = standing;
    const failures = record.failures + 1;
    const now = timestamp();
    if (permanent || failures >= MAX_ATTEMPTS) {
      changeOperation(transaction, operation, { state: 'FAILED', updateTime: now, endTime: now, error });
      releaseSlot(transaction, operation);
      return { kind: 'failed' };
    }
    const at = time + backOff(failures);
    transaction.update(document, { state: 'WAITING', failures, due: at + GRACE, lease: FieldValue.delete() });
    const attempt = failures + record.cutOffs + 1;
    if (attempt > operation.attempt) changeOperation(transaction, operation, { attempt, updateTime: now });
    return { kind: 'retry', at };
  });
}
