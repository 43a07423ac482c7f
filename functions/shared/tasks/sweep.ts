import { writeLog } from '../log.ts';
import { timestamp } from './clock.ts';
import { deleteDiscarded } from './discard.ts';
import { allSteps, operations } from './documents.ts';
import { endOperation, stopOperation } from './end-operation.ts';
import { operationError } from './failure.ts';
import { forEachStored } from './for-each-stored.ts';
import { operationRecord } from './record.ts';
import { stepRecord } from './step.ts';
import { tidy } from './tidy.ts';
import { MAX_RUNNING } from './timing.ts';
import { failOperation } from './transitions/fail-operation.ts';
import { postpone } from './transitions/postpone.ts';
import { forEachWaitingQueue } from './waiting-queues.ts';
import { wakeDispatch, wakeStep } from './wake/wake.ts';

/**
 * Finds work that got stuck, and starts it again: operations that run for too long, that wait although slots are free, or that should have
 * stopped; steps whose worker has died or whose wake-up was lost. Also deletes leftovers of ended operations and files that no asset has
 * any more. To be called every minute or so; each part may run several times and concurrently. Nothing that fails keeps the rest.
 * @throws AggregateError of the parts that could not be carried out, after all others
 */
export async function sweep(): Promise<void> {
  const failures: unknown[] = [];
  for (const part of [endOverlong, settleCancelling, wakeOverdue, wakePending, tidyUp, deleteDiscarded]) {
    try {
      await part();
    } catch (error) {
      writeLog('ERROR', `The sweep's part ${part.name} failed`, { error });
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'Parts of the sweep failed.');
}

function endOverlong(): Promise<void> {
  const since = timestamp(Date.now() - MAX_RUNNING);
  const error = operationError('DEADLINE_EXCEEDED', 'Task exceeded the limit of 10 days. Split it into smaller ones.');
  const overlong = operations().where('state', '==', 'RUNNING').where('startTime', '<', since);
  return forEachStored(overlong, operationRecord, async ({ id, project, kind }) => {
    if (await failOperation(id, error)) await endOperation({ id, project, kind });
  });
}

function settleCancelling(): Promise<void> {
  return forEachStored(operations().where('state', '==', 'CANCELLING'), operationRecord, stopOperation);
}

function wakeOverdue(): Promise<void> {
  return forEachStored(allSteps().where('due', '<', Date.now()).orderBy('due'), stepRecord, async (step) => {
    if (await postpone(step)) await wakeStep({ id: step.operation, kind: step.kind }, step.step, `sweep ${Date.now()}`);
  });
}

function wakePending(): Promise<void> {
  return forEachWaitingQueue(wakeDispatch);
}

function tidyUp(): Promise<void> {
  const over = ['SUCCEEDED', 'CANCELLED', 'FAILED'];
  const littered = operations().where('litter', '==', true).where('state', 'in', over);
  return forEachStored(littered, operationRecord, async ({ id, tidying }) => {
    if (tidying === undefined || tidying.next <= Date.now()) await tidy(id);
  });
}
