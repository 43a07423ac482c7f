import { firestore, storage } from '../google/clients.ts';
import { storageStatus } from '../google/storage-errors.ts';
import { type ObjectPlace, partsFolder, resultPlace } from './destination.ts';
import { operationDocument, steps } from './documents.ts';
import { isOver, type OperationRecord } from './record.ts';
import { isRasterUsed } from './storage/raster-use.ts';
import { deleteRequest } from './storage/request-object.ts';
import { isTableUsed } from './storage/table-use.ts';

/** Documents deleted in one write. */
const PAGE = 400;

/**
 * Deletes what an operation that is over has left behind: its parts, the records of its steps, its request, the rasters or
 * the table that it has replaced, and a file that no asset has come to use. May be repeated, and is by the sweep if it is cut off.
 */
export async function tidy(id: string): Promise<void> {
  const operation = (await operationDocument(id).get()).data() as OperationRecord | undefined;
  if (!operation || !isOver(operation.state)) return;
  const { destination, replaced = [], replacedTable, request, state } = operation;
  await deleteFolder(partsFolder(id, destination));
  if (destination.kind === 'asset' && state !== 'SUCCEEDED') await deleteObject(resultPlace(id, destination));
  for (const raster of replaced) {
    if (!(await isRasterUsed(raster))) await deleteObject(raster);
  }
  if (replacedTable && !(await isTableUsed(replacedTable))) await deleteObject(replacedTable);
  await deleteRequest(request);
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
