import { FieldValue } from '@google-cloud/firestore';
import { firestore } from '../google/firestore.ts';
import { writeLog } from '../log.ts';
import { type ObjectPlace, parseObjectUri } from '../storage-names.ts';
import { partsFolder, resultFolder, resultPlace } from './destination.ts';
import { operationDocument, readOperation, steps } from './documents.ts';
import { isOver, type OperationRecord } from './record.ts';
import { textsFolder } from './storage/operation-text.ts';
import { type Removal, removeFolder, removeResult, removeWritten } from './storage/remove.ts';
import { tidyingPause } from './timing.ts';

/** Documents deleted in one write. */
const PAGE = 400;

/**
 * Deletes the leftovers of an ended operation: its parts, step records and texts, uploads that it has imported, and files that no asset uses. May be repeated; the sweep
 * repeats it if it was interrupted. Objects that cannot be deleted are left, which the log and the record say: at once if Cloud Storage
 * refuses it for good, else after some attempts that are further and further apart.
 * @returns false if there is to be another attempt
 */
export async function tidy(id: string): Promise<boolean> {
  const operation = await readOperation(id);
  if (operation && !isOver(operation.state)) return true;
  const removals = operation ? await removeObjects(operation) : [];
  await deleteSteps(id);
  return !operation || takeNote(operation, removals);
}

function removeObjects(operation: OperationRecord): Promise<Removal[]> {
  const { id, destination, state, uploads = [], left = [] } = operation;
  // Those of an import that failed can be imported in another way.
  const imported = state === 'SUCCEEDED' ? uploads.map(parseObjectUri).filter((place) => place !== undefined) : [];
  const texts = mayHaveTexts(operation) ? [textsFolder(id)] : [];
  const folders = [partsFolder(id, destination), ...texts, ...imported];
  const isUnused = state !== 'SUCCEEDED';
  const results = isUnused && destination.kind === 'asset' ? [resultPlace(id, destination)] : [];
  const written = isUnused && destination.kind === 'folder' ? [resultFolder(destination)] : [];
  const stays = ({ bucket, object }: ObjectPlace) => left.includes(`gs://${bucket}/${object}`);
  return Promise.all([
    ...folders.filter((place) => !stays(place)).map(removeFolder),
    ...results.filter((place) => !stays(place)).map(removeResult),
    ...written.filter((place) => !stays(place)).map((place) => removeWritten(id, place)),
  ]);
}

/** Whether texts may have been stored beside the record: those that it points at, or of an attempt that came to nothing. */
function mayHaveTexts({ state, attempt, groups, request, pins }: OperationRecord): boolean {
  return (
    state !== 'SUCCEEDED' ||
    attempt > 1 ||
    groups !== undefined ||
    [request, pins].some((text) => text !== undefined && !('text' in text))
  );
}

/** Writes what has become of the leftovers into the record. */
async function takeNote(operation: OperationRecord, removals: readonly Removal[]): Promise<boolean> {
  const { id, litter, tidying, left: leftBefore = [] } = operation;
  const failures = (tidying?.failures ?? 0) + 1;
  const pause = tidyingPause(failures);
  const remaining = removals.filter((removal) => removal.kind !== 'gone');
  const again = pause === undefined ? [] : remaining.filter(({ kind }) => kind === 'failed');
  const left = remaining.filter((removal) => !again.includes(removal));
  for (const { uri, error } of left) {
    writeLog('ERROR', `Operation ${id}: ${uri} cannot be deleted, and is left`, { error });
  }
  for (const { uri, error } of again) {
    writeLog('WARNING', `Operation ${id}: ${uri} could not be deleted in attempt ${failures}`, { error });
  }
  if (!litter && remaining.length === 0) return true;
  await operationDocument(id).update({
    litter: again.length > 0,
    tidying: pause !== undefined && again.length > 0 ? { failures, next: Date.now() + pause } : FieldValue.delete(),
    ...(left.length > 0 ? { left: [...leftBefore, ...left.map(({ uri }) => uri)] } : {}),
  });
  return again.length === 0;
}

async function deleteSteps(id: string): Promise<void> {
  for (let size = PAGE; size === PAGE; ) {
    const page = await steps(id).limit(PAGE).select().get();
    size = page.size;
    const batch = firestore().batch();
    for (const { ref } of page.docs) batch.delete(ref);
    if (size > 0) await batch.commit();
  }
}
