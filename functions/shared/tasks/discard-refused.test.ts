import { beforeAll, expect, test } from 'vitest';
import { parseAssetName } from '../catalog/names.ts';
import { createAsset, deleteAsset } from '../catalog/write.ts';
import { firestore } from '../google/firestore.ts';
import { useLocalCloud } from '../google/local-cloud.testing.ts';
import { storage } from '../google/storage.ts';
import { inTransaction } from '../google/transaction.ts';
import { deleteDiscarded } from './discard.ts';
import { newProject } from './tasks.testing.ts';

const DELETE = { service: 'storage', method: /^objects\.delete$/, probability: 1 } as const;

useLocalCloud([
  { ...DELETE, bucket: 'locked', fault: { kind: 'fail', status: 'PERMISSION_DENIED' } },
  // The client does not repeat what is refused with 409.
  { ...DELETE, bucket: 'moody', fault: { kind: 'fail', status: 'ABORTED' } },
]);
beforeAll(async () => {
  for (const bucket of ['locked', 'moody', 'fine']) await storage().createBucket(bucket);
});

const MINUTE = 60_000;

/** Discards a file of a bucket. */
async function discard(bucket: string, object: string): Promise<void> {
  const file = storage().bucket(bucket).file(object);
  await file.save('raster', { resumable: false });
  const name = parseAssetName(`projects/${newProject()}/assets/image`);
  const raster = {
    ...{ bucket, object, generation: String(file.metadata.generation), size: 6, sampleType: 'uint8' },
    ...{ transform: [1, 0, 0, 0, -1, 0], dimensions: [1, 1], crs: 'EPSG:4326', missing: [] },
  };
  await inTransaction((transaction) =>
    createAsset(transaction, name, { type: 'IMAGE', rasters: [raster] }, { overwrite: false }),
  );
  await deleteAsset(name);
}

/** What is stored of discarded files, by bucket. */
async function stored(): Promise<{ [bucket: string]: { due?: number; failures?: number } }> {
  const { docs } = await firestore().collection('discarded').get();
  return Object.fromEntries(docs.map((document) => [document.data()['bucket'], document.data()]));
}

test('files that cannot be deleted, and records that cannot be read, do not keep the others', async () => {
  const start = Date.now() + 20 * MINUTE;
  await firestore().collection('discarded').doc('spoilt').set({ bucket: 'spoilt', object: 7, since: 0, due: 0 });
  for (const bucket of ['locked', 'moody', 'fine']) await discard(bucket, 'a.tif');
  await deleteDiscarded(start);
  expect((await storage().bucket('fine').file('a.tif').exists())[0]).toBe(false);
  const { locked, moody, fine, spoilt } = await stored();
  expect(fine).toBeUndefined();
  // Refused for good: left, and never asked for again.
  expect(locked).not.toHaveProperty('due');
  expect(spoilt).not.toHaveProperty('due');
  expect(moody).toMatchObject({ failures: 1, due: start + MINUTE });
});

test('what fails is tried again, further and further apart, and at last left', async () => {
  const minutes: number[] = [];
  for (;;) {
    const { due } = (await stored())['moody'] ?? {};
    if (due === undefined) break;
    await deleteDiscarded(due - 1);
    expect((await stored())['moody']?.due).toBe(due);
    await deleteDiscarded(due);
    const { due: next } = (await stored())['moody'] ?? {};
    if (next !== undefined) minutes.push((next - due) / MINUTE);
  }
  expect(minutes).toEqual([4, 16, 64, 256, 1024, 1440, 1440]);
  expect((await storage().bucket('moody').file('a.tif').exists())[0]).toBe(true);
});
