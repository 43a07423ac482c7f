import { readDocument } from '../../google/stored.ts';
import { inTransaction } from '../../google/transaction.ts';
import { timeOfRead } from '../clock.ts';
import { operationDocument, stepDocument } from '../documents.ts';
import { operationRecord } from '../record.ts';
import { groupStep, waitingStep } from '../step.ts';

/**
 * Makes the step that gathers a group, once the group's chunks are done; nothing if it is there already.
 *
 * Reads: `operations/{id}`, the step.
 * Writes: the step (WAITING).
 * Returns: whether it is to be woken: the operation runs.
 */
export function startGroup(id: string, group: number): Promise<boolean> {
  return inTransaction(async (transaction) => {
    const [found, step] = await transaction.getAll(operationDocument(id), stepDocument(id, groupStep(group)));
    const operation = readDocument(operationRecord, found);
    if (operation?.state !== 'RUNNING') return false;
    if (!step.exists) transaction.create(step.ref, waitingStep(operation, groupStep(group), timeOfRead(found)));
    return true;
  });
}
