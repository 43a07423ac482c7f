import { ServiceError as Refusal, type ServiceError } from '../errors.ts';

/** The HTTP status of an error of Cloud Storage. */
export function storageStatus(error: unknown): number | undefined {
  return error instanceof Error && 'code' in error ? Number(error.code) : undefined;
}

/**
 * The error for a caller whose bucket cannot be written: it is missing, forbidden, or refuses the object. Undefined for errors that are
 * not the caller's to mend.
 */
export function bucketRefusal(bucket: string, error: unknown): ServiceError | undefined {
  switch (storageStatus(error)) {
    case 404:
      return new Refusal(
        'NOT_FOUND',
        `The Cloud Storage bucket '${bucket}' does not exist. Create it, or export to another one.`,
      );
    case 401:
    case 403:
      return new Refusal(
        'PERMISSION_DENIED',
        `Terrane may not write to the Cloud Storage bucket '${bucket}'. Grant its service account the role roles/storage.objectUser.`,
      );
    case 400:
      return new Refusal(
        'INVALID_ARGUMENT',
        `Cloud Storage refused to write to the bucket '${bucket}': ${messageOf(error)}`,
      );
    default:
      return undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
