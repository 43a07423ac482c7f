import { fromTimestamp, toTimestamp } from '../clock.ts';
import { FirestoreError, invalid } from '../errors.ts';
import type { Fields, FieldTransform, Precondition, Value, Write, WriteResult } from '../messages.ts';
import { parseDocumentName } from '../names.ts';
import type { Change, StoredDocument } from '../storage/document.ts';
import { sameFields } from '../values/equality.ts';
import { getField, parseFieldPath, withField, withoutField } from '../values/field-path.ts';
import { checkedDocumentSize } from '../values/size.ts';
import { toStored } from '../values/stored.ts';
import { transformField } from '../values/transforms.ts';

export interface StagedCommit {
  readonly changes: Change[];
  readonly results: WriteResult[];
}

/** The document that a write is about, checked to lie in the database. @throws INVALID_ARGUMENT */
export function writtenName(write: Write, root: string): string {
  const name = write.update?.name ?? write.delete ?? write.transform?.document;
  if (parseDocumentName(name).root !== root) throw invalid(`Document "${name}" lies in another database.`);
  return name!;
}

/**
 * Computes the changes that writes make, one after the other, without applying them.
 *
 * @param get the stored documents
 * @param commitTime microseconds since 1970, later than all commits before
 * @throws INVALID_ARGUMENT, and where a precondition does not hold ALREADY_EXISTS, NOT_FOUND or FAILED_PRECONDITION
 */
export function stageWrites(
  writes: readonly Write[],
  root: string,
  get: (name: string) => StoredDocument | undefined,
  commitTime: number,
): StagedCommit {
  const staged = new Map<string, Change>();
  const results = writes.map((write) => {
    const name = writtenName(write, root);
    const before = staged.has(name) ? staged.get(name)!.before : get(name);
    const current = staged.has(name) ? staged.get(name)!.after : before;
    checkPrecondition(write.currentDocument, name, current);
    const { fields, transformResults } = writeFields(write, current, commitTime);
    if (fields === undefined) {
      staged.set(name, { name, before, after: undefined });
      return { updateTime: toTimestamp(commitTime) };
    }
    // A write that changes nothing leaves the document's update time as it was.
    const unchanged = current !== undefined && sameFields(current.fields, fields);
    const after = unchanged ? current : newVersion(name, fields, current, commitTime);
    staged.set(name, { name, before, after });
    return { updateTime: toTimestamp(after.updateTime), ...(transformResults.length > 0 && { transformResults }) };
  });
  return { changes: [...staged.values()].filter(({ before, after }) => before !== after), results };
}

function newVersion(name: string, fields: Fields, current: StoredDocument | undefined, time: number): StoredDocument {
  const size = checkedDocumentSize(name, fields);
  return { name, fields, createTime: current?.createTime ?? time, updateTime: time, size };
}

/** The document's fields after a write (undefined: deleted), and the results of its transforms. */
function writeFields(
  write: Write,
  current: StoredDocument | undefined,
  commitTime: number,
): { fields: Fields | undefined; transformResults: Value[] } {
  if (write.delete !== undefined) return { fields: undefined, transformResults: [] };
  const fields = write.update ? updatedFields(write, current) : (current?.fields ?? {});
  const transforms = write.transform?.fieldTransforms ?? write.updateTransforms ?? [];
  return applyTransforms(fields, transforms, commitTime);
}

/** Without a mask the document is replaced; with one, the fields it names are set, or removed where not given. */
function updatedFields({ update, updateMask }: Write, current: StoredDocument | undefined): Fields {
  const given = toStored(update!.fields);
  if (!updateMask) return given;
  let fields = current?.fields ?? {};
  for (const text of updateMask.fieldPaths ?? []) {
    const path = parseFieldPath(text);
    const value = getField(given, path);
    fields = value === undefined ? withoutField(fields, path) : withField(fields, path, value);
  }
  return fields;
}

function applyTransforms(
  fields: Fields,
  transforms: readonly FieldTransform[],
  commitTime: number,
): { fields: Fields; transformResults: Value[] } {
  const transformResults: Value[] = [];
  for (const transform of transforms) {
    const path = parseFieldPath(transform.fieldPath);
    const { value, result } = transformField(getField(fields, path), transform, commitTime);
    fields = withField(fields, path, value);
    transformResults.push(result);
  }
  return { fields, transformResults };
}

function checkPrecondition(
  condition: Precondition | undefined,
  name: string,
  current: StoredDocument | undefined,
): void {
  if (condition?.exists === true && !current) throw new FirestoreError('NOT_FOUND', `No document to update: ${name}`);
  if (condition?.exists === false && current) {
    throw new FirestoreError('ALREADY_EXISTS', `Document already exists: ${name}`);
  }
  if (!condition?.updateTime) return;
  const required = fromTimestamp(condition.updateTime);
  if (current?.updateTime !== required) {
    throw new FirestoreError(
      'FAILED_PRECONDITION',
      `the stored version (${current?.updateTime ?? 'none'}) does not match the required base version (${required})`,
    );
  }
}
