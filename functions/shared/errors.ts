/** The canonical status names that Terrane answers with, and their HTTP codes (google.rpc.Code). */
export const STATUS_CODES = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  OUT_OF_RANGE: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  ABORTED: 409,
  ALREADY_EXISTS: 409,
  RESOURCE_EXHAUSTED: 429,
  CANCELLED: 499,
  INTERNAL: 500,
  // 501 in google.rpc.Code: but clients repeat what is answered by 5xx, and it will not be there the next time either.
  UNIMPLEMENTED: 400,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
} as const;

export type Status = keyof typeof STATUS_CODES;

/**
 * An error whose message is meant for the person who wrote the request: it is sent to the client as it is.
 * Every other error is an internal one and is answered by a fixed text.
 */
export class ServiceError extends Error {
  readonly status: Status;

  constructor(status: Status, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ServiceError';
    this.status = status;
  }

  /**
   * The HTTP status code of this error. Not called `code`: the Google clients read that of any error, and Firestore's takes a 409
   * thrown in a transaction for contention, and tries again for a minute.
   */
  get httpStatus(): number {
    return STATUS_CODES[this.status];
  }
}

/** The request takes more time or memory than it may: no part of it in particular is to blame. 400 INVALID_ARGUMENT. */
export class LimitError extends ServiceError {
  constructor(message: string) {
    super('INVALID_ARGUMENT', message);
  }
}

/**
 * A wrong argument of an algorithm: 400 INVALID_ARGUMENT with the text "ALGORITHM, argument 'NAME': REASON", or "ALGORITHM: REASON" if no
 * particular argument is to blame. The code that throws it need not know the algorithm: its name is added where the algorithm is called.
 */
export class ArgumentError extends ServiceError {
  readonly reason: string;
  readonly argument: string | undefined;
  readonly algorithm: string | undefined;

  constructor(reason: string, argument?: string, algorithm?: string) {
    const place = argument === undefined ? [] : [`argument '${argument}'`];
    const subject = algorithm === undefined ? place : [algorithm, ...place];
    super('INVALID_ARGUMENT', subject.length === 0 ? reason : `${subject.join(', ')}: ${reason}`);
    this.reason = reason;
    this.argument = argument;
    this.algorithm = algorithm;
  }
}

/**
 * Makes the error for a wrong argument of an algorithm: 400 INVALID_ARGUMENT.
 * @param argument the argument that is to blame, if it is a particular one
 */
export function wrong(reason: string, argument?: string): ArgumentError {
  return new ArgumentError(reason, argument);
}

/** The error with an algorithm's name in its message, if it is about arguments and names no algorithm yet; else the error as it is. */
export function namedError(algorithm: string, error: unknown): unknown {
  if (!(error instanceof ArgumentError) || error.algorithm !== undefined) return error;
  return new ArgumentError(error.reason, error.argument, algorithm);
}

/** The request is wrong: 400 INVALID_ARGUMENT. */
export function invalid(message: string): ServiceError {
  return new ServiceError('INVALID_ARGUMENT', message);
}

/** Something named in the request does not exist, or may not be seen: 404 NOT_FOUND. */
export function notFound(message: string): ServiceError {
  return new ServiceError('NOT_FOUND', message);
}

/** A part of the API that Terrane does not have yet: 400 UNIMPLEMENTED. */
export function unimplemented(message: string): ServiceError {
  return new ServiceError('UNIMPLEMENTED', message);
}

/** What gRPC calls DEADLINE_EXCEEDED and UNAVAILABLE. */
const AWAY: readonly unknown[] = [4, 14];

/** The error for a caller where a service that Terrane needs, as Firestore, does not answer: 503 UNAVAILABLE. Undefined for other errors. */
export function awayError(error: unknown): ServiceError | undefined {
  if (!(error instanceof Error && 'code' in error && AWAY.includes(error.code))) return undefined;
  return new ServiceError(
    'UNAVAILABLE',
    'A service that Terrane needs does not answer. Send the request again later.',
    {
      cause: error,
    },
  );
}

export function isServiceError(error: unknown): error is ServiceError {
  return error instanceof ServiceError;
}
