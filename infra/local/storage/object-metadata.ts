import { invalid, notImplemented } from './errors.ts';

/** The fields of an object that a caller sets. */
export interface ObjectMetadata {
  contentType?: string;
  contentEncoding?: string;
  contentLanguage?: string;
  contentDisposition?: string;
  cacheControl?: string;
  customTime?: string;
  storageClass?: string;
  metadata?: Record<string, string>;
  /** Whether it was written with the access control list that lets all read. */
  publicRead?: boolean;
}

const TEXT_FIELDS = [
  'contentType',
  'contentEncoding',
  'contentLanguage',
  'contentDisposition',
  'cacheControl',
  'customTime',
  'storageClass',
] as const;

/** Fields whose meaning is lost here: accepting them silently would hide a difference from the service. */
const REFUSED_FIELDS = ['acl', 'contexts', 'retention', 'kmsKeyName', 'customerEncryption'];

/** A JSON object of a request, of which nothing is known yet. */
export type Json = Record<string, unknown>;

/** The settable fields of an object resource; fields that only the service sets are ignored, as the service does. */
export function parseObjectMetadata(resource: Json): ObjectMetadata {
  return patchObjectMetadata({}, resource);
}

/** `current` with the fields of `patch` put in; `null` removes a field, or a key of `metadata` (JSON merge patch). */
export function patchObjectMetadata(current: ObjectMetadata, patch: Json): ObjectMetadata {
  refuseUnkeptFields(patch);
  const result: ObjectMetadata = { ...current };
  for (const field of TEXT_FIELDS) {
    const value = patch[field];
    if (value === undefined) continue;
    if (value === null) delete result[field];
    else if (typeof value === 'string') result[field] = value;
    else throw invalid(`Invalid value for ${field}: a string is needed.`);
  }
  if (patch['metadata'] === null) delete result.metadata;
  else if (patch['metadata'] !== undefined) result.metadata = patchCustom(current.metadata ?? {}, patch['metadata']);
  return result;
}

function patchCustom(current: Record<string, string>, patch: unknown): Record<string, string> {
  if (typeof patch !== 'object' || Array.isArray(patch)) throw invalid('Invalid value for metadata: a map is needed.');
  const result = { ...current };
  for (const [key, value] of Object.entries(patch as Json)) {
    if (value === null) delete result[key];
    // The service takes numbers and booleans too and keeps their text.
    else if (['string', 'number', 'boolean'].includes(typeof value)) result[key] = String(value);
    else throw invalid(`Invalid value for metadata.${key}: a string is needed.`);
  }
  return result;
}

function refuseUnkeptFields(resource: Json): void {
  for (const field of REFUSED_FIELDS) {
    const value = resource[field];
    if (value === undefined || value === null || (Array.isArray(value) && value.length === 0)) continue;
    throw notImplemented(`the object field '${field}'`, 'leave it out.');
  }
  for (const hold of ['temporaryHold', 'eventBasedHold']) {
    if (resource[hold]) throw notImplemented(`'${hold}'`, 'leave it out.');
  }
}
