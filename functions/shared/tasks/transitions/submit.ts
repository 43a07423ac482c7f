import { Timestamp } from '@google-cloud/firestore';
import { ServiceError } from '../../errors.ts';
import { readDocument } from '../../google/stored.ts';
import { inTransaction } from '../../google/transaction.ts';
import { timestamp } from '../clock.ts';
import { operationDocument, operations, requestDocument } from '../documents.ts';
import { type OperationRecord, operationRecord } from '../record.ts';
import { requestRecord } from '../request-id.ts';
import { MAX_PENDING, REMEMBERED } from '../timing.ts';
import { createOperation } from '../write-operation.ts';

/** The fields of an operation that are known before it is accepted. */
export type Submission = Pick<
  OperationRecord,
  | 'id'
  | 'project'
  | 'user'
  | 'kind'
  | 'content'
  | 'priority'
  | 'description'
  | 'workloadTag'
  | 'request'
  | 'options'
  | 'destination'
  | 'uploads'
  | 'repeats'
>;

/**
 * Accepts an operation.
 *
 * Reads: `operations/{id}`, `requests/{key}` and, if it is there, the operation it names; else how many of the project's operations are
 * PENDING, without a lock: some more than there may be do no harm, and submissions at a time do not wait for each other.
 * Writes: `operations/{id}` (PENDING), `requests/{key}`.
 * Returns: the new operation, or the one that the same request has made before.
 * Throws: RESOURCE_EXHAUSTED if too many operations are pending; ALREADY_EXISTS if the request's operation has been deleted.
 *
 * @param key of the request's id; undefined if it has none
 */
export function submit(submission: Submission, key: string | undefined): Promise<OperationRecord> {
  return inTransaction(async (transaction) => {
    // A commit may have been carried out although its answer was lost: then this is the second attempt.
    const own = readDocument(operationRecord, await transaction.get(operationDocument(submission.id)));
    if (own) return own;
    if (key !== undefined) {
      const earlier = readDocument(requestRecord, await transaction.get(requestDocument(key)))?.operation;
      const record = earlier && readDocument(operationRecord, await transaction.get(operationDocument(earlier)));
      if (record) return record;
      if (earlier !== undefined) throw alreadyUsed();
    }
    const pending = await countPending(submission.project);
    if (pending >= MAX_PENDING) {
      throw new ServiceError(
        'RESOURCE_EXHAUSTED',
        `Too many tasks already in the queue (${pending}). Please wait for some of them to complete.`,
      );
    }
    const now = timestamp();
    const record: OperationRecord = {
      ...submission,
      state: 'PENDING',
      createTime: now,
      updateTime: now,
      attempt: 0,
      litter: !('text' in submission.request),
    };
    createOperation(transaction, record);
    if (key !== undefined) {
      const expires = Timestamp.fromMillis(Date.now() + REMEMBERED);
      transaction.set(requestDocument(key), { operation: record.id, createTime: now, expires });
    }
    return record;
  });
}

/** How many operations of a project are PENDING; no more are counted than there may be. */
async function countPending(project: string): Promise<number> {
  const pending = operations().where('project', '==', project).where('state', '==', 'PENDING').limit(MAX_PENDING);
  return (await pending.count().get()).data().count;
}

/** The refusal to start what a request has started before: its id outlives the operation. */
export function alreadyUsed(): ServiceError {
  return new ServiceError(
    'ALREADY_EXISTS',
    'A request with this request ID has been made before, and its operation has been deleted. Use another ID.',
  );
}
