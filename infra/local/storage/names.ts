import { invalid, StorageError } from './errors.ts';
import type { Json } from './object-metadata.ts';

/** 400 unless a bucket may be called so (the service's naming rules, without those on reserved words). */
export function checkBucketName(name: string): void {
  const parts = name.split('.');
  const longest = parts.length > 1 ? 222 : 63;
  const wellFormed = name.length >= 3 && name.length <= longest && parts.every((part) => part.length <= 63);
  if (!wellFormed || !/^[a-z0-9][a-z0-9._-]*[a-z0-9]$/.test(name) || name.includes('..')) {
    throw new StorageError(400, 'invalid', `Invalid bucket name: '${name}'`);
  }
}

/** 400 unless an object may be called so: 1 to 1024 bytes of UTF-8 without line ends. */
export function checkObjectName(name: string): void {
  if (name === '') throw new StorageError(400, 'required', 'Required parameter: name');
  const bytes = Buffer.byteLength(name);
  if (bytes > 1024) throw invalid(`The maximum object length is 1024 bytes, but got a name with ${bytes} bytes.`);
  if (/[\r\n]/.test(name) || name === '.' || name === '..' || name.startsWith('.well-known/acme-challenge/')) {
    throw invalid(`Disallowed object name: '${name}'`);
  }
  if (!name.isWellFormed()) throw invalid('The object name is not valid Unicode.');
}

/** The name of an object to be inserted: of the query, or of the metadata. 400 where it is no good. */
export function insertedName(query: URLSearchParams, resource: Json): string {
  const name = query.get('name') ?? resource['name'] ?? '';
  if (typeof name !== 'string') throw invalid('Invalid value for name: a string is needed.');
  checkObjectName(name);
  return name;
}
