import { toTimestamp } from '../clock.ts';
import type { Document, DocumentMask, Fields } from '../messages.ts';
import { parseFieldPath, selectFields } from '../values/field-path.ts';

/** One version of a document. Never changed: a write makes a new one. Times in microseconds since 1970. */
export interface StoredDocument {
  readonly name: string;
  readonly fields: Fields;
  readonly createTime: number;
  readonly updateTime: number;
  /** Bytes by the service's rule. */
  readonly size: number;
}

/** The change of one document by a commit: `undefined` stands for a document that does not exist. */
export interface Change {
  readonly name: string;
  readonly before: StoredDocument | undefined;
  readonly after: StoredDocument | undefined;
}

export interface CommittedChanges {
  readonly time: number;
  readonly changes: readonly Change[];
}

/** The document as it travels, with the fields of the mask only (all of them without one). */
export function toMessage(document: StoredDocument, mask?: DocumentMask): Document {
  return {
    name: document.name,
    fields: mask ? selectFields(document.fields, (mask.fieldPaths ?? []).map(parseFieldPath)) : document.fields,
    createTime: toTimestamp(document.createTime),
    updateTime: toTimestamp(document.updateTime),
  };
}
