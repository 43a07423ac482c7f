import type { Status } from '../errors.ts';
import type { Job } from './job.ts';

/** A job for a worker, with its time limit in seconds; without one, the waiting caller limits the time. */
export interface WorkerTask {
  readonly job: Job;
  readonly seconds?: number;
}

/** The answer of a worker: a result, or an error for the caller with its status. Other errors are thrown. */
export type Answer<T> =
  | { readonly result: T }
  | { readonly refused: { readonly status: Status; readonly message: string } };
