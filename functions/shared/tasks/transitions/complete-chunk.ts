import { FieldValue, type Transaction } from '@google-cloud/firestore';
import { readDocument } from '../../google/stored.ts';
import { inTransaction } from '../../google/transaction.ts';
import { handDocument, stepDocument } from '../documents.ts';
import { handRecord, type Run, runsAfter } from '../hand-out.ts';
import type { OperationRecord } from '../record.ts';
import { type StepRecord, waitingStep } from '../step.ts';
import type { Lease } from './lease.ts';
import { type Standing, standingOf } from './standing.ts';

/** `held` if the parts were taken, with the chunks that follow; else why not. */
export type ChunkOutcome =
  | { readonly kind: 'held'; readonly followers: readonly number[] }
  | { readonly kind: Exclude<Standing['kind'], 'held'> };

/**
 * Takes the parts of a chunk, as JSON text. The operation's document is not written: hundreds of chunks may come to their end at a time.
 *
 * Reads: `operations/{id}`, the step; at the end of a run, what has been handed out.
 * Writes: the step (DONE), the chunks that follow (WAITING); at the end of a run, what has been handed out.
 *
 * @param share chunks of the operation that may be under way at a time
 */
export function completeChunk(
  lease: Lease & { readonly step: number },
  parts: string,
  share: number,
): Promise<ChunkOutcome> {
  return inTransaction(async (transaction) => {
    const standing = await standingOf(transaction, lease);
    if (standing.kind !== 'held') return { kind: standing.kind };
    const { operation, record, document, time } = standing;
    const runs = await runsBehind(transaction, operation, record, share);
    const followers = runs.map(({ first }) => first);
    transaction.update(document, {
      state: 'DONE',
      parts,
      followers,
      due: FieldValue.delete(),
      lease: FieldValue.delete(),
    });
    for (const { first, end } of runs) {
      transaction.create(stepDocument(operation.id, first), waitingStep(operation, first, time, end));
    }
    return { kind: 'held', followers };
  });
}

/** What follows a chunk: the rest of its run, or what is handed out at its end. */
async function runsBehind(
  transaction: Transaction,
  { id, chunks = 0 }: OperationRecord,
  { chunk = 0, end = 0 }: StepRecord,
  share: number,
): Promise<readonly Run[]> {
  if (chunk + 1 < end) return [{ first: chunk + 1, end }];
  const document = handDocument(id);
  const hand = readDocument(handRecord, await transaction.get(document));
  if (!hand || hand.next >= chunks) return [];
  const { runs, next, chains } = runsAfter(hand, chunks, share);
  transaction.update(document, { next, chains });
  return runs;
}
