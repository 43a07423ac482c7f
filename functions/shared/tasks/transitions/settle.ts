import { inTransaction } from '../../google/transaction.ts';
import { timestamp } from '../clock.ts';
import { operationDocument, steps } from '../documents.ts';
import type { OperationRecord } from '../record.ts';
import { releaseSlot } from '../slots.ts';
import type { StepRecord } from '../step.ts';
import { CANCELLED } from './cancel.ts';

export type Settlement =
  | { readonly kind: 'cancelled'; readonly operation: OperationRecord }
  /** A step is still being worked at, until then (milliseconds since 1970) unless it stops before. */
  | { readonly kind: 'waiting'; readonly until: number }
  | { readonly kind: 'none' };

/**
 * Ends an operation that is to stop, once nobody works at it.
 *
 * Reads: `operations/{id}`, its leased steps.
 * Writes: the operation (CANCELLED), the project's slots.
 * Returns: whether it is cancelled now.
 */
export function settle(id: string): Promise<Settlement> {
  return inTransaction(async (transaction): Promise<Settlement> => {
    const document = operationDocument(id);
    const operation = (await transaction.get(document)).data() as OperationRecord | undefined;
    if (operation?.state !== 'CANCELLING') return { kind: 'none' };
    const leased = await transaction.get(steps(id).where('state', '==', 'LEASED'));
    const until = Math.max(0, ...leased.docs.map((step) => (step.data() as StepRecord).due ?? 0));
    if (until > Date.now()) return { kind: 'waiting', until };
    const now = timestamp();
    transaction.update(document, { state: 'CANCELLED', updateTime: now, endTime: now, error: CANCELLED });
    releaseSlot(transaction, operation);
    return { kind: 'cancelled', operation };
  });
}
