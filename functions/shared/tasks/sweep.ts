import type { Query } from '@google-cloud/firestore';
import { readDocuments } from '../google/stored.ts';
import { timestamp } from './clock.ts';
import { deleteDiscarded } from './discard.ts';
import { allSteps, operations } from './documents.ts';
import { endOperation, stopOperation } from './end-operation.ts';
import { operationError } from './failure.ts';
import { type OperationRecord, operationRecord } from './record.ts';
import { stepRecord } from './step.ts';
import { tidy } from './tidy.ts';
import { MAX_RUNNING } from './timing.ts';
import { failOperation } from './transitions/fail-operation.ts';
import { postpone } from './transitions/postpone.ts';
import { wakeDispatch, wakeStep } from './wake/wake.ts';

/** The most documents of each kind that one sweep reads; the next sweep continues. */
const PAGE = 300;

/**
 * Finds work that got stuck, and starts it again: operations that run for too long, that wait although slots are free, or that should have
 * stopped; steps whose worker has died or whose wake-up was lost. Also deletes leftovers of ended operations and files that no asset has
 * any more. To be called every minute or so; each part may run several times and concurrently.
 */
export async function sweep(): Promise<void> {
  await endOverlong();
  await settleCancelling();
  await wakeOverdue();
  await wakePending();
  await tidyUp();
  await deleteDiscarded();
}

async function endOverlong(): Promise<void> {
  const since = timestamp(Date.now() - MAX_RUNNING);
  const error = operationError('DEADLINE_EXCEEDED', 'Task exceeded the limit of 10 days. Split it into smaller ones.');
  for (const { id, project, kind } of await read(
    operations().where('state', '==', 'RUNNING').where('startTime', '<', since),
  )) {
    if (await failOperation(id, error)) await endOperation({ id, project, kind });
  }
}

async function settleCancelling(): Promise<void> {
  for (const { id } of await read(operations().where('state', '==', 'CANCELLING'))) await stopOperation(id);
}

async function wakeOverdue(): Promise<void> {
  const overdue = await allSteps().where('due', '<', Date.now()).orderBy('due').limit(PAGE).get();
  for (const step of readDocuments(stepRecord, overdue)) {
    if (await postpone(step)) await wakeStep(step.operation, step.step);
  }
}

async function wakePending(): Promise<void> {
  const pending = await read(operations().where('state', '==', 'PENDING'));
  const queues = new Map(pending.map(({ project, kind }) => [`${project} ${kind}`, { project, kind }]));
  for (const queue of queues.values()) await wakeDispatch(queue);
}

async function tidyUp(): Promise<void> {
  const over = ['SUCCEEDED', 'CANCELLED', 'FAILED'];
  for (const { id } of await read(operations().where('litter', '==', true).where('state', 'in', over))) await tidy(id);
}

async function read(query: Query): Promise<OperationRecord[]> {
  return readDocuments(operationRecord, await query.limit(PAGE).get());
}
