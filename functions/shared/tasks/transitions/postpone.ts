import { readDocument } from '../../google/stored.ts';
import { inTransaction } from '../../google/transaction.ts';
import { timeOfRead } from '../clock.ts';
import { stepDocument } from '../documents.ts';
import { type StepRecord, stepRecord } from '../step.ts';
import { wakingPause } from '../timing.ts';

/**
 * Takes note that an overdue step is being woken again.
 *
 * Reads: the step.
 * Writes: when it may be woken again, which is later and later as long as nobody works at it; for a waiting one that is its `due`, too.
 * That of a lease stays, as it says when it is over.
 * Returns: whether the step is still overdue, and has not been woken lately.
 */
export function postpone({ operation, step }: StepRecord): Promise<boolean> {
  return inTransaction(async (transaction) => {
    const document = stepDocument(operation, step);
    const found = await transaction.get(document);
    const record = readDocument(stepRecord, found);
    const now = timeOfRead(found);
    if (record?.due === undefined || record.due > now) return false;
    const { times, next } = record.woken ?? { times: 0, next: 0 };
    if (next > now) return false;
    const woken = { times: times + 1, next: now + wakingPause(times) };
    transaction.update(document, { woken, ...(record.state === 'WAITING' ? { due: woken.next } : {}) });
    return true;
  });
}
