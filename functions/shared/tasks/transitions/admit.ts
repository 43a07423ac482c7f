import type { Query, QuerySnapshot, Transaction } from '@google-cloud/firestore';
import { readSound } from '../../google/stored.ts';
import { inTransaction } from '../../google/transaction.ts';
import { timeOfRead, timestamp } from '../clock.ts';
import { operations, projectDocument, stepDocument } from '../documents.ts';
import { type OperationKind, type OperationRecord, operationRecord } from '../record.ts';
import { readQueue, slotCount } from '../slots.ts';
import { waitingStep } from '../step.ts';
import { changeOperation } from '../write-operation.ts';

/**
 * Lets waiting operations of a project run, as far as there are free slots: by priority, and the older ones first.
 *
 * Reads: `projects/{project}`, its first PENDING operations of the kind; those that cannot be read are passed over.
 * Writes: those (RUNNING), their step `plan`, and the project's running operations.
 * Returns: the operations that run because of this call. Each is to be woken at its step `plan`.
 */
export function admit(project: string, kind: OperationKind): Promise<OperationRecord[]> {
  let attempted: readonly OperationRecord[] = [];
  return inTransaction(async (transaction) => {
    const queue = await readQueue(transaction, project);
    const running = queue.running?.[kind] ?? [];
    const free = slotCount(kind, queue) - running.length;
    // A commit may have been carried out although its answer was lost: then this is the second attempt.
    const committed = attempted.filter(({ id }) => running.includes(id));
    if (free <= 0) return committed;
    const { waiting, time } = await firstWaiting(transaction, project, kind, free);
    if (waiting.length === 0) return committed;
    const now = timestamp();
    const change = { state: 'RUNNING', startTime: now, updateTime: now, attempt: 1, litter: true } as const;
    for (const operation of waiting) changeOperation(transaction, operation, change);
    const admitted = waiting.map((operation) => ({ ...operation, ...change }));
    for (const operation of admitted) {
      transaction.create(stepDocument(operation.id, 'plan'), waitingStep(operation, 'plan', time));
    }
    const slots = { running: { [kind]: [...running, ...admitted.map(({ id }) => id)] } };
    transaction.set(projectDocument(project), slots, { merge: true });
    attempted = admitted;
    return [...committed, ...admitted];
  });
}

/** As many PENDING operations as there may be, the first ones of the queue, and the database's time. */
async function firstWaiting(
  transaction: Transaction,
  project: string,
  kind: OperationKind,
  count: number,
): Promise<{ waiting: OperationRecord[]; time: number }> {
  const queue = operations()
    .where('project', '==', project)
    .where('kind', '==', kind)
    .where('state', '==', 'PENDING')
    .orderBy('priority', 'desc')
    .orderBy('createTime', 'asc')
    .limit(count);
  const first: OperationRecord[] = [];
  let time = 0;
  for (let next: Query | undefined = queue; next; ) {
    const page: QuerySnapshot = await transaction.get(next);
    time = timeOfRead(page);
    first.push(...readSound(operationRecord, page).sound);
    next = first.length < count && page.size === count ? queue.startAfter(page.docs.at(-1)) : undefined;
  }
  return { waiting: first.slice(0, count), time };
}
