import { firestore, storage } from '../google/clients.ts';
import { storageStatus } from '../google/storage-errors.ts';
import type { ObjectPlace } from '../storage-names.ts';
import { partsFolder, resultPlace } from './destination.ts';
import { operationDocument, readOperation, steps } from './documents.ts';
import { isOver } from './record.ts';
import { deleteOperationTexts } from './storage/operation-text.ts';

/** Documents deleted in one write. */
const PAGE = 400;

/**
 * Deletes the leftovers of an ended operation: its parts, step records and texts, and a file that no asset uses. May be repeated; the sweep
 * repeats it if it was interrupted.
 */
export async function tidy(id: string): Promise<void> {
  const operation = await readOperation(id);
  if (!operation || !isOver(operation.state)) return;
  const { destination, state } = operation;
  await deleteFolder(partsFolder(id, destination));
  if (destination.kind === 'asset' && state !== 'SUCCEEDED') await deleteObject(resultPlace(id, destination));
  await deleteOperationTexts(id);
  await deleteSteps(id);
  if (operation.litter) await operationDocument(id).update({ litter: false });
}

async function deleteSteps(id: string): Promise<void> {
  for (;;) {
    const page = await steps(id).limit(PAGE).select().get();
    if (page.empty) return;
    const batch = firestore().batch();
    for (const { ref } of page.docs) batch.delete(ref);
    await batch.commit();
  }
}

async function deleteFolder({ bucket, object }: ObjectPlace): Promise<void> {
  try {
    await storage().bucket(bucket).deleteFiles({ prefix: object });
  } catch (error) {
    // There is nothing to delete in a bucket that does not exist.
    if (storageStatus(error) !== 404) throw error;
  }
}

async function deleteObject({ bucket, object }: ObjectPlace): Promise<void> {
  await storage().bucket(bucket).file(object).delete({ ignoreNotFound: true });
}
