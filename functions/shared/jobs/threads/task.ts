import type { MessagePort } from 'node:worker_threads';
import type { Endpoint } from '../../endpoint.ts';
import type { Status } from '../../errors.ts';
import type { Measured } from '../../measures/measured.ts';
import type { Job } from '../job.ts';

/** A job for a thread. */
export interface Task {
  readonly job: Job;
  /** Its time limit in seconds; without one, the waiting caller limits the time. */
  readonly seconds?: number;
  /** The endpoint that it was asked for at. */
  readonly endpoint: Endpoint;
  /** Whether what it costs is to be measured by kinds of work; nothing that has been kept is used then. */
  readonly profiled: boolean;
  /** The memory of the flag that stops it. */
  readonly stop: SharedArrayBuffer;
}

/**
 * What comes of a task: a result, an error for the caller with its status, nothing because the job was stopped, or an internal
 * error.
 */
export type Outcome =
  | { readonly result: unknown }
  | { readonly refused: { readonly status: Status; readonly message: string } }
  | { readonly stopped: true }
  | { readonly failed: unknown };

/** The answer, and what the task took; not of one that could not be sent. */
export type Answer = Outcome & { readonly measured?: Measured };

/** What a thread is given at its start. */
export interface ThreadData {
  /** Where it asks for what it wants to be read from Firestore. */
  readonly reads: MessagePort;
}

/** What a thread says when its modules are loaded. */
export interface Ready {
  /** The number by which the operating system knows the thread, where it tells. */
  readonly systemId: number | undefined;
}
