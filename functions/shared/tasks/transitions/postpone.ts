import { readDocument } from '../../google/stored.ts';
import { inTransaction } from '../../google/transaction.ts';
import { stepDocument } from '../documents.ts';
import { type StepRecord, stepRecord } from '../step.ts';
import { GRACE } from '../timing.ts';

/**
 * Takes note that an overdue step is being woken again.
 *
 * Reads: the step.
 * Writes: the `due` of a waiting one, so that the next sweep leaves it alone; that of a lease stays, as it says when it is over.
 * Returns: whether the step is still overdue.
 */
export function postpone({ operation, step }: StepRecord): Promise<boolean> {
  return inTransaction(async (transaction) => {
    const document = stepDocument(operation, step);
    const record = readDocument(stepRecord, await transaction.get(document));
    if (record?.due === undefined || record.due > Date.now()) return false;
    if (record.state === 'WAITING') transaction.update(document, { due: Date.now() + GRACE });
    return true;
  });
}
