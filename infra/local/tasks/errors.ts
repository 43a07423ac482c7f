import { status } from '@grpc/grpc-js';

/** An error of a call: a gRPC status and a message for the caller. */
export class TasksError extends Error {
  readonly code: status;

  constructor(code: status, message: string) {
    super(message);
    this.name = 'TasksError';
    this.code = code;
  }
}

/** INVALID_ARGUMENT. */
export function invalid(message: string): TasksError {
  return new TasksError(status.INVALID_ARGUMENT, message);
}

/** NOT_FOUND for a queue. */
export function noSuchQueue(name: string): TasksError {
  return new TasksError(status.NOT_FOUND, `Queue does not exist: ${name}`);
}

/** NOT_FOUND for a task that never was, or that is done or deleted. */
export function noSuchTask(name: string): TasksError {
  return new TasksError(status.NOT_FOUND, `The task does not exist (it may be completed or deleted): ${name}`);
}

/** The error UNIMPLEMENTED for a feature of the service that this server does not have. */
export function notImplemented(what: string, advice: string): TasksError {
  return new TasksError(status.UNIMPLEMENTED, `The local Cloud Tasks does not implement ${what}: ${advice}`);
}
