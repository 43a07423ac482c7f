import { notImplemented } from './errors.ts';
import type { StorageRequest } from './request.ts';

/** The access control list that is kept, since all may read whatever is here. */
export const PUBLIC_READ = 'publicRead';

const ACCESS_PARAMETERS = ['predefinedAcl', 'destinationPredefinedAcl', 'predefinedDefaultObjectAcl'];

/** Refuses (501) access control lists and encryption keys, which would silently have no effect. That all may read has. */
export function refuseUnsupported(request: StorageRequest): void {
  for (const parameter of ACCESS_PARAMETERS) {
    if (!request.query.has(parameter)) continue;
    if (parameter === 'predefinedAcl' && request.query.get(parameter) === PUBLIC_READ) continue;
    throw notImplemented(`'${parameter}'`, 'leave it (private, public) out; everything here is open to all callers.');
  }
  if (request.query.has('kmsKeyName') || request.query.has('destinationKmsKeyName')) {
    throw notImplemented('KMS keys', 'leave kmsKeyName out.');
  }
  for (const header of ['x-goog-encryption-key', 'x-goog-copy-source-encryption-key']) {
    if (request.headers[header]) throw notImplemented('customer-supplied encryption keys', 'leave the key out.');
  }
  if (request.headers['if-match']) throw notImplemented('If-Match', 'use ifGenerationMatch.');
}
