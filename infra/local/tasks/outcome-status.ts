import { status } from '@grpc/grpc-js';
import type { Outcome } from './delivery.ts';

/** The codes that go with HTTP statuses (google/rpc/code.proto). */
const CODES: Record<number, status> = {
  400: status.INVALID_ARGUMENT,
  401: status.UNAUTHENTICATED,
  403: status.PERMISSION_DENIED,
  404: status.NOT_FOUND,
  409: status.ABORTED,
  429: status.RESOURCE_EXHAUSTED,
  499: status.CANCELLED,
  500: status.INTERNAL,
  501: status.UNIMPLEMENTED,
  503: status.UNAVAILABLE,
  504: status.DEADLINE_EXCEEDED,
};

/** Whether the worker has accepted the task. */
export function succeeded(outcome: Outcome): boolean {
  return outcome.kind === 'response' && outcome.status >= 200 && outcome.status < 300;
}

/** The `response_status` of an attempt, its message in the words of the service: `UNAVAILABLE(14): HTTP status code 503`. */
export function responseStatus(outcome: Outcome): { code: status; message: string } {
  if (succeeded(outcome)) return { code: status.OK, message: '' };
  switch (outcome.kind) {
    case 'deadline':
      return named(status.DEADLINE_EXCEEDED, 'Request deadline exceeded');
    case 'unreachable':
      return named(status.UNAVAILABLE, outcome.message);
    case 'response':
      return named(CODES[outcome.status] ?? status.UNKNOWN, `HTTP status code ${outcome.status}`);
  }
}

function named(code: status, text: string) {
  return { code, message: `${status[code]}(${code}): ${text}` };
}
