import { parentOf, parseAssetName } from '../catalog/names.ts';
import { findAsset } from '../catalog/store.ts';
import { cannotOverwrite, missingAsset } from '../catalog/write.ts';
import { readDocument } from '../google/stored.ts';
import type { Destination } from './destination.ts';
import { readOperation, requestDocument } from './documents.ts';
import { newOperationId } from './operation-id.ts';
import type { OperationRecord } from './record.ts';
import { requestKey, requestRecord } from './request-id.ts';
import { deleteOperationTexts, storeOperationText } from './storage/operation-text.ts';
import { type Submission, submit } from './transitions/submit.ts';
import { wakeDispatch } from './wake/wake.ts';

/** An export or import that is asked for. */
export interface OperationRequest extends Omit<Submission, 'id' | 'request'> {
  /** The expression or the manifest, as JSON text. */
  readonly text: string;
  /** Empty if the client gave none: a repetition of the request then starts another operation. */
  readonly requestId: string;
}

/** Starts an operation, or finds the one that the same request has started before. */
export async function startOperation({ text, requestId, ...fields }: OperationRequest): Promise<OperationRecord> {
  const key = requestId === '' ? undefined : requestKey(fields.user, fields.project, requestId);
  const earlier = key && (await earlierOperation(key));
  const record = earlier || (await acceptOperation({ text, ...fields }, key));
  // Also for one that is there already: the wake-up may be what the first call failed at.
  if (record.state === 'PENDING') await wakeDispatch({ project: record.project, kind: record.kind });
  return record;
}

async function earlierOperation(key: string): Promise<OperationRecord | undefined> {
  const id = readDocument(requestRecord, await requestDocument(key).get())?.operation;
  return id === undefined ? undefined : readOperation(id);
}

async function acceptOperation(
  { text, ...fields }: Omit<OperationRequest, 'requestId'>,
  key: string | undefined,
): Promise<OperationRecord> {
  await checkDestination(fields.destination);
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

/**
 * Checks the destination before hours of computing; it is checked again at the end.
 * @throws NOT_FOUND for a missing folder, and an error if the asset exists and may not be overwritten
 */
async function checkDestination(destination: Destination): Promise<void> {
  if (destination.kind !== 'asset') return;
  const name = parseAssetName(destination.asset);
  const parent = parentOf(name);
  const folder = parseAssetName(parent);
  if (folder.path !== '' && !(await findAsset(folder))) {
    throw missingAsset(folder);
  }
  if (!destination.overwrite && (await findAsset(name))) throw cannotOverwrite(name);
}
