import { isServiceError, type Status } from '../errors.ts';
import type { OperationError } from './record.ts';

/** google.rpc.Code of the statuses. */
const RPC_CODES: { readonly [status in Status]: number } = {
  CANCELLED: 1,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
};

/** Statuses that the same request may not get when it is tried again. */
const INTERMITTENT: readonly Status[] = [
  'CANCELLED',
  'ABORTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'RESOURCE_EXHAUSTED',
];

/** Why a step failed. */
export interface Failure {
  /** Trying again is of no use. */
  readonly permanent: boolean;
  readonly error: OperationError;
}

/** The google.rpc.Status of a status and a message. */
export function operationError(status: Status, message: string): OperationError {
  return { code: RPC_CODES[status], message };
}

/** Classifies an error. Errors that the user can mend are permanent; those of Terrane or the cloud may pass, and are retried. */
export function failureOf(error: unknown): Failure {
  if (!isServiceError(error)) {
    return { permanent: false, error: operationError('INTERNAL', 'An internal error has occurred') };
  }
  return { permanent: !INTERMITTENT.includes(error.status), error: operationError(error.status, error.message) };
}
