import type { Filter, Value } from '../messages.ts';
import type { StoredDocument } from '../storage/document.ts';
import { formatFieldPath, getField, parseFieldPath } from '../values/field-path.ts';

/** The path by which a query refers to the document's name, as a reference. */
export const NAME_FIELD = '__name__';

export type DocumentTest = (document: StoredDocument) => boolean;
export type FieldGetter = (document: StoredDocument) => Value | undefined;

/**
 * Makes a function that gets a field of a document, or its name.
 * @throws INVALID_ARGUMENT for a malformed path
 */
export function fieldGetter(path: string | undefined): FieldGetter {
  if (path === NAME_FIELD) return (document) => ({ referenceValue: document.name });
  const names = parseFieldPath(path);
  return (document) => getField(document.fields, names);
}

const INEQUALITIES = /^(LESS|GREATER|NOT_EQUAL|NOT_IN|IS_NOT)/;

/** The fields that a filter compares by other than equality, each once, in the order of their paths. */
export function inequalityFields(filter: Filter | undefined): string[] {
  const found = new Set<string>();
  const visit = (part: Filter | undefined): void => {
    const single = part?.fieldFilter ?? part?.unaryFilter;
    if (single && INEQUALITIES.test(single.op ?? '')) found.add(canonicalPath(single.field?.fieldPath));
    part?.compositeFilter?.filters?.forEach(visit);
  };
  visit(filter);
  return [...found].sort();
}

/** A path written the one way, so that equal paths are equal texts. */
export function canonicalPath(path: string | undefined): string {
  return path === NAME_FIELD ? path : formatFieldPath(parseFieldPath(path));
}
