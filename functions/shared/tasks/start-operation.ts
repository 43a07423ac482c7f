import { readDocument } from '../google/stored.ts';
import { checkDestination } from './check-destination.ts';
import { readOperation, requestDocument } from './documents.ts';
import { newOperationId } from './operation-id.ts';
import type { OperationRecord } from './record.ts';
import { requestRecord } from './request-id.ts';
import { deleteOperationTexts, storeOperationText } from './storage/operation-text.ts';
import { alreadyUsed, type Submission, submit } from './transitions/submit.ts';
import { wakeDispatch } from './wake/wake.ts';

/** An export or import that is asked for. */
export interface OperationRequest extends Omit<Submission, 'id' | 'request'> {
  /** The expression or the manifest, as JSON text. */
  readonly text: string;
  /** The key of the request's id; undefined if it has none: a repetition of the request then starts another operation. */
  readonly key: string | undefined;
}

/**
 * Starts an operation, or finds the one that the same request has started before.
 * @throws ALREADY_EXISTS if that one has been deleted
 */
export async function startOperation({ text, key, ...fields }: OperationRequest): Promise<OperationRecord> {
  const earlier = key && (await earlierOperation(key));
  const record = earlier || (await acceptOperation({ text, ...fields }, key));
  // Also for one that is there already: the wake-up may be what the first call failed at.
  if (record.state === 'PENDING') await wakeDispatch({ project: record.project, kind: record.kind });
  return record;
}

async function earlierOperation(key: string): Promise<OperationRecord | undefined> {
  const id = await operationOfRequest(key);
  if (id === undefined) return undefined;
  const record = await readOperation(id);
  if (!record) throw alreadyUsed();
  return record;
}

/** The id of the operation that a request has started, which may have been deleted since; undefined if it has started none. */
export async function operationOfRequest(key: string): Promise<string | undefined> {
  return readDocument(requestRecord, await requestDocument(key).get())?.operation;
}

async function acceptOperation(
  { text, ...fields }: Omit<OperationRequest, 'key'>,
  key: string | undefined,
): Promise<OperationRecord> {
  await checkDestination(fields);
  const id = newOperationId();
  const request = await storeOperationText(id, 'request', text);
  let accepted: OperationRecord | undefined;
  try {
    accepted = await submit({ ...fields, id, request }, key);
    return accepted;
  } finally {
    if (accepted?.id !== id && !('text' in request)) await deleteOperationTexts(id);
  }
}
