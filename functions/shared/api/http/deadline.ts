import type { ServerResponse } from 'node:http';
import { invalid, ServiceError } from '../../errors.ts';

// Not DEADLINE_EXCEEDED: the Python client would repeat the whole computation.
const timedOut = () => invalid('Computation timed out.');

/**
 * Runs `work` until it ends, the caller goes away, or the time is over.
 * @param seconds the time limit; undefined for none
 * @param work gets a signal that is aborted with CANCELLED or the error of `late`; nobody waits any longer for work that goes on after it
 * @param late the error when the time is over: INVALID_ARGUMENT unless given
 */
export async function withDeadline<T>(
  response: ServerResponse,
  seconds: number | undefined,
  work: (signal: AbortSignal) => Promise<T> | T,
  late: () => ServiceError = timedOut,
): Promise<T> {
  const controller = new AbortController();
  const { signal } = controller;
  const passed = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  // Who only waits for the signal leaves this one unhandled.
  passed.catch(() => {});
  const leave = () => {
    if (!response.writableFinished) controller.abort(new ServiceError('CANCELLED', 'The caller went away.'));
  };
  response.once('close', leave);
  const timer = seconds && setTimeout(() => controller.abort(late()), seconds * 1000);
  try {
    return await Promise.race([work(signal), passed]);
  } finally {
    if (timer) clearTimeout(timer);
    response.off('close', leave);
  }
}
