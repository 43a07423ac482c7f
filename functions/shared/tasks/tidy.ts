import { firestore, storage } from '../google/clients.ts';
import { partsFolder, resultPlace } from './destination.ts';
import { operationDocument, steps } from './documents.ts';
import { isOver, type OperationRecord } from './record.ts';
import { storageStatus } from './storage/errors.ts';
import { deleteRequest } from './storage/request-object.ts';

/** Documents deleted in one write. */
const PAGE = 400;

/**
 * Deletes what an operation that is over has left behind: its parts, the records of its steps, its request, the rasters that
 * it has replaced, and a raster that no asset has come to use. May be repeated, and is by the sweep if it is cut off.
 */
export async function tidy(id: string): Promise<void> {
  const operation = (await operationDocument(id).get()).data() as OperationRecord | undefined;
  if (!operation || !isOver(operation.state)) return;
  const { destination, replaced = [], request, state } = operation;
  const parts = partsFolder(id, destination);
  const rubbish = [...replaced];
  if (destination.kind === 'asset' && state !== 'SUCCEEDED')
    rubbish.push({ ...resultPlace(id, destination), generation: '' });
  await unlessMissing(storage().bucket(parts.bucket).deleteFiles({ prefix: parts.object }));
  for (const { bucket, object, generation } of rubbish) {
    await unlessMissing(
      storage()
        .bucket(bucket)
        .file(object, generation ? { generation } : {})
        .delete({ ignoreNotFound: true }),
    );
  }
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

/** There is nothing to delete in a bucket that does not exist. */
async function unlessMissing(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if (storageStatus(error) !== 404) throw error;
  }
}
