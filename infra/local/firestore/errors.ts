import { status } from '@grpc/grpc-js';

export type StatusName = Exclude<keyof typeof status, 'OK'>;

/** An error that a call answers with: a gRPC status and a message in the service's wording where that is known. */
export class FirestoreError extends Error {
  readonly status: StatusName;

  constructor(name: StatusName, message: string) {
    super(message);
    this.name = 'FirestoreError';
    this.status = name;
  }

  /** The gRPC status number. */
  get code(): number {
    return status[this.status];
  }
}

export function invalid(message: string): FirestoreError {
  return new FirestoreError('INVALID_ARGUMENT', message);
}

export function unimplemented(what: string): FirestoreError {
  return new FirestoreError('UNIMPLEMENTED', `The local Firestore does not implement ${what}.`);
}
