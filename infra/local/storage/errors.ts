/** An error in the form of the JSON API: status, reason and message; `location` names the parameter or header at fault. */
export class StorageError extends Error {
  readonly status: number;
  readonly reason: string;
  readonly location: { locationType: 'header' | 'parameter'; location: string } | undefined;

  constructor(status: number, reason: string, message: string, location?: StorageError['location']) {
    super(message);
    this.name = 'StorageError';
    this.status = status;
    this.reason = reason;
    this.location = location;
  }

  /** The body of the answer, as the service writes it. */
  toJSON() {
    const { status, reason, message, location } = this;
    return { error: { code: status, message, errors: [{ message, domain: 'global', reason, ...location }] } };
  }
}

/** 404 for a bucket that does not exist. */
export function noSuchBucket(): StorageError {
  return new StorageError(404, 'notFound', 'The specified bucket does not exist.');
}

/** 404 for an object, or a generation of it, that does not exist. */
export function noSuchObject(bucket: string, name: string): StorageError {
  return new StorageError(404, 'notFound', `No such object: ${bucket}/${name}`);
}

/** 400 for a parameter or a body that cannot be used. */
export function invalid(message: string, parameter?: string): StorageError {
  return new StorageError(
    400,
    'invalid',
    message,
    parameter ? { locationType: 'parameter', location: parameter } : undefined,
  );
}

/** 412 for a precondition that does not hold. */
export function conditionNotMet(): StorageError {
  return new StorageError(412, 'conditionNotMet', 'At least one of the pre-conditions you specified did not hold.', {
    locationType: 'header',
    location: 'If-Match',
  });
}

/** 304 for a read whose `...NotMatch` condition says that the caller has it already. It has no body. */
export function notModified(): StorageError {
  return new StorageError(304, 'notModified', 'Not Modified');
}

/** The error 501 for a feature of the service that this server does not have. `advice` tells what to do instead. */
export function notImplemented(what: string, advice: string): StorageError {
  return new StorageError(501, 'notImplemented', `The local Cloud Storage does not implement ${what}: ${advice}`);
}
