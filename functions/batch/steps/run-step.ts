import { writeLog } from '../../shared/log.ts';
import { endOperation, stopOperation } from '../../shared/tasks/end-operation.ts';
import { failureOf, operationError } from '../../shared/tasks/failure.ts';
import type { OperationRecord } from '../../shared/tasks/record.ts';
import type { Step } from '../../shared/tasks/step.ts';
import { tidy } from '../../shared/tasks/tidy.ts';
import { failOperation } from '../../shared/tasks/transitions/fail-operation.ts';
import { failStep } from '../../shared/tasks/transitions/fail-step.ts';
import { type Lease, leaseStep } from '../../shared/tasks/transitions/lease.ts';
import type { Standing } from '../../shared/tasks/transitions/standing.ts';
import { wakeStep } from '../../shared/tasks/wake/wake.ts';
import { holdLease } from './hold-lease.ts';

/** The work of one kind of step (plan, chunk or finish). */
export interface StepWork<Result> {
  /** Does the work. Its effects must not count until `complete` has succeeded: it may run several times, also concurrently. */
  run(lease: Lease, signal: AbortSignal): Promise<Result>;
  /** Stores the result, in a transaction that first checks the lease. */
  complete(lease: Lease, result: Result): Promise<Standing['kind']>;
  /** Wakes the steps that come next. Must be repeatable: it runs again if the wake-up is delivered again. */
  follow(operation: OperationRecord): Promise<void>;
}

const EXHAUSTED = operationError(
  'INTERNAL',
  'The computation was cut off ten times, as happens when it needs more memory than there is. Try a smaller tileSize or region.',
);

/**
 * Runs a step of an operation if it is due; called for each delivery of its wake-up. Failures of the work are recorded, so an exception
 * means that the wake-up itself could not be handled.
 */
export async function runStep<Result>(id: string, step: Step, work: StepWork<Result>): Promise<void> {
  const outcome = await leaseStep(id, step);
  switch (outcome.kind) {
    case 'gone':
      // Steps of an operation that is gone must not be woken for ever.
      await tidy(id);
      return;
    case 'over':
      // Late deliveries find that the next operation has been woken, and nothing is left: they must not take the turns of others.
      return outcome.operation.litter ? endOperation(outcome.operation) : undefined;
    case 'cancelling':
      return stopOperation(outcome.operation);
    case 'busy':
      return wakeStep(outcome.operation, step, `busy ${outcome.until}`, outcome.until);
    case 'done':
      return work.follow(outcome.operation);
    case 'exhausted':
      await failOperation(id, EXHAUSTED);
      return endOperation(outcome.lease.operation);
    case 'leased':
      return attempt(outcome.lease, work);
  }
}

async function attempt<Result>(lease: Lease, work: StepWork<Result>): Promise<void> {
  const { operation, step } = lease;
  let standing: Standing['kind'];
  try {
    const result = await holdLease(lease, (signal) => work.run(lease, signal));
    standing = await work.complete(lease, result);
  } catch (error) {
    const failure = failureOf(error);
    if (!failure.permanent) logAttempt(lease, error);
    const follows = await failStep(lease, failure);
    if (follows.kind === 'retry') return wakeStep(operation, step, `retry ${follows.at}`, follows.at);
    if (follows.kind === 'failed') return endOperation(operation);
    standing = follows.kind;
  }
  switch (standing) {
    case 'held':
      return work.follow(operation);
    case 'cancelling':
      return stopOperation(operation);
    case 'over':
      // Parts that were written after the others had been deleted go too.
      return endOperation(operation);
    case 'lost':
      // Somebody else has it, or this attempt has completed it without being told so: that is looked at anew.
      return runStep(operation.id, step, work);
  }
}

/** Logs an attempt that failed and will be repeated; its error is not shown to the client. */
function logAttempt({ operation, step }: Lease, error: unknown): void {
  writeLog('WARNING', `Operation ${operation.id}: step ${step} failed`, { error });
}
