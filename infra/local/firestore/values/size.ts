import { invalid } from '../errors.ts';
import type { Fields, Value } from '../messages.ts';

const MAX_DOCUMENT_BYTES = 1024 * 1024;

/**
 * A document's size in bytes by the service's rule, which is not the size on the wire.
 * Source: firebase.google.com/docs/firestore/storage-size.
 *
 * @throws INVALID_ARGUMENT above 1 MiB
 */
export function checkedDocumentSize(name: string, fields: Fields): number {
  const size = nameSize(name) + fieldsSize(fields) + 32;
  if (size > MAX_DOCUMENT_BYTES) {
    const bytes = (count: number) => count.toLocaleString('en-US');
    throw invalid(
      `Document '${name}' cannot be written because its size (${bytes(size)} bytes) exceeds the maximum allowed size of ${bytes(MAX_DOCUMENT_BYTES)} bytes.`,
    );
  }
  return size;
}

/** Each id as a string, and 16 for the whole. What stands before the ids does not count. */
function nameSize(name: string): number {
  const ids = name.split('/').slice(5);
  return ids.reduce((size, id) => size + stringSize(id), 16);
}

function fieldsSize(fields: Fields): number {
  let size = 0;
  for (const [name, value] of Object.entries(fields)) size += stringSize(name) + valueSize(value);
  return size;
}

function valueSize(value: Value): number {
  if (value.stringValue !== undefined) return stringSize(value.stringValue);
  if (value.bytesValue) return value.bytesValue.length;
  if (value.arrayValue) return (value.arrayValue.values ?? []).reduce((size, element) => size + valueSize(element), 0);
  if (value.mapValue) return fieldsSize(value.mapValue.fields ?? {});
  if (value.referenceValue !== undefined) return nameSize(value.referenceValue);
  if (value.geoPointValue) return 16;
  return value.nullValue !== undefined || value.booleanValue !== undefined ? 1 : 8;
}

function stringSize(text: string): number {
  return Buffer.byteLength(text) + 1;
}
