import { FieldValue } from '@google-cloud/firestore';
import { inTransaction } from '../../google/transaction.ts';
import { chunkAfter } from '../chunk-window.ts';
import { stepDocument } from '../documents.ts';
import { waitingStep } from './complete-plan.ts';
import type { Lease } from './lease.ts';
import { type Standing, standingOf } from './standing.ts';

/**
 * Takes the parts of a chunk, as JSON text. The operation's document is not written: hundreds of chunks may come to their end at a time.
 *
 * Reads: `operations/{id}`, the step.
 * Writes: the step (DONE), and the step one window further on (WAITING).
 * Returns: `held` if the parts were taken, else why not.
 */
export function completeChunk(lease: Lease & { readonly step: number }, parts: string): Promise<Standing['kind']> {
  return inTransaction(async (transaction) => {
    const standing = await standingOf(transaction, lease);
    if (standing.kind !== 'held') return standing.kind;
    transaction.update(standing.document, {
      state: 'DONE',
      parts,
      due: FieldValue.delete(),
      lease: FieldValue.delete(),
    });
    const next = chunkAfter(lease.step, standing.operation);
    if (next !== undefined) {
      transaction.create(stepDocument(lease.operation.id, next), waitingStep(lease.operation.id, next));
    }
    return standing.kind;
  });
}
