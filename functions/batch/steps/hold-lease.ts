import { ServiceError } from '../../shared/errors.ts';
import { leaseTime, STEP_TIME } from '../../shared/tasks/timing.ts';
import type { Lease } from '../../shared/tasks/transitions/lease.ts';
import { renewLease } from '../../shared/tasks/transitions/renew.ts';

/**
 * Works at a step, and renews its lease for as long.
 * @param work gets a signal that ends it: the lease is lost, the operation is not to go on, or time is up
 */
export async function holdLease<T>(lease: Lease, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const renewal = setInterval(() => {
    renewLease(lease).then(
      (held) => {
        if (!held) controller.abort(new ServiceError('ABORTED', 'The operation does not need this step any more.'));
      },
      // The lease outlasts two renewals that fail; what has become of it is seen at the end.
      () => {},
    );
  }, leaseTime() / 3);
  const end = setTimeout(
    () => controller.abort(new ServiceError('DEADLINE_EXCEEDED', 'Computation timed out.')),
    STEP_TIME,
  );
  try {
    return await work(controller.signal);
  } finally {
    clearInterval(renewal);
    clearTimeout(end);
  }
}
