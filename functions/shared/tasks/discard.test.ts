import { beforeAll, expect, test } from 'vitest';
import { dueFiles } from '../catalog/files.ts';
import { type AssetName, parseAssetName } from '../catalog/names.ts';
import { findAsset } from '../catalog/store.ts';
import { copyAsset, createAsset, deleteAsset } from '../catalog/write.ts';
import { useLocalCloud } from '../google/local-cloud.testing.ts';
import type { ObjectReference } from '../google/object-reference.ts';
import { assetBucket, storage } from '../google/storage.ts';
import { inTransaction } from '../google/transaction.ts';
import type { Pins } from '../jobs/inputs/pins.ts';
import { deleteDiscarded } from './discard.ts';
import { operationDocument } from './documents.ts';
import { newProject, runningOperation } from './tasks.testing.ts';

useLocalCloud();
beforeAll(async () => {
  await storage().createBucket(assetBucket());
});

const MINUTE = 60_000;
/** So much later that whoever read the asset before is done. */
const later = (minutes = 20) => Date.now() + minutes * MINUTE;

async function writeFile(object: string): Promise<ObjectReference> {
  const file = storage().bucket(assetBucket()).file(object);
  await file.save('raster', { resumable: false });
  return { bucket: assetBucket(), object, generation: String(file.metadata.generation) };
}

let count = 0;

/** An image with a file of its own. */
async function newImage(name = parseAssetName(`projects/${newProject()}/assets/image`), overwrite = false) {
  const file = await writeFile(`assets/${count++}.tif`);
  const more = {
    sampleType: 'uint8',
    transform: [1, 0, 0, 0, -1, 0],
    dimensions: [1, 1],
    crs: 'EPSG:4326',
    missing: [],
  };
  const image = { type: 'IMAGE', rasters: [{ ...file, ...more, size: 6 }] } as const;
  await inTransaction((transaction) => createAsset(transaction, name, image, { overwrite }));
  return { name, file };
}

async function exists({ bucket, object }: ObjectReference): Promise<boolean> {
  return (await storage().bucket(bucket).file(object).exists())[0];
}

/** Pins an asset for an operation that runs. */
async function pin(name: AssetName): Promise<string> {
  const { id } = await runningOperation(1);
  const record = await findAsset(name);
  const pins: Pins = { time: Date.now(), assets: { [name.name]: record ?? null }, pages: {}, states: {}, objects: {} };
  await operationDocument(id).update({ pins: { text: JSON.stringify(pins) } });
  return id;
}

test('the file of a deleted asset goes, after the time for which it may still be read', async () => {
  const { name, file } = await newImage();
  await deleteAsset(name);
  await deleteDiscarded();
  expect(await exists(file)).toBe(true);
  await deleteDiscarded(later());
  expect(await exists(file)).toBe(false);
});

test('the file of an asset that is replaced goes; that of the new one stays', async () => {
  const old = await newImage();
  const young = await newImage(old.name, true);
  await deleteDiscarded(later());
  expect([await exists(old.file), await exists(young.file)]).toEqual([false, true]);
});

test('a file goes with the last asset that has it', async () => {
  const { name, file } = await newImage();
  const copy = parseAssetName(`${name.name}-copy`);
  await copyAsset(name, copy, { overwrite: false, move: false });
  await deleteAsset(name);
  await deleteDiscarded(later());
  expect(await exists(file)).toBe(true);
  await deleteAsset(copy);
  await deleteDiscarded(later());
  expect(await exists(file)).toBe(false);
});

test('an asset that is moved keeps its file', async () => {
  const { name, file } = await newImage();
  await copyAsset(name, parseAssetName(`${name.name}-moved`), { overwrite: false, move: true });
  await deleteDiscarded(later());
  expect(await exists(file)).toBe(true);
});

test('a file that a running operation reads stays until that is over', async () => {
  const { name, file } = await newImage();
  const id = await pin(name);
  await deleteAsset(name);
  await deleteDiscarded(later());
  expect(await exists(file)).toBe(true);
  await operationDocument(id).update({ state: 'SUCCEEDED' });
  await deleteDiscarded(later(40));
  expect(await exists(file)).toBe(false);
});

test('while nobody can tell what an operation reads, files stay; but not for longer than any may run', async () => {
  const { name, file } = await newImage();
  const id = await pin(name);
  await operationDocument(id).update({ pins: { text: '{"spoilt": true}' } });
  await deleteAsset(name);
  await deleteDiscarded(later());
  expect(await exists(file)).toBe(true);
  await operationDocument(id).update({ pins: 7 });
  await deleteDiscarded(later(40));
  expect(await exists(file)).toBe(true);
  const tenDays = 10 * 24 * 60;
  await deleteDiscarded(later(tenDays + 60));
  expect(await exists(file)).toBe(false);
  await operationDocument(id).delete();
});

test('what was cut off is done by the next call', async () => {
  const { name, file } = await newImage();
  await deleteAsset(name);
  // As if it had ended between deleting the file and taking note of it.
  await storage().bucket(file.bucket).file(file.object).delete();
  const other = await writeFile(file.object);
  await deleteDiscarded(later());
  expect(await exists(other)).toBe(true);
  expect(await dueFiles(10, later(60))).toEqual({ sound: [], unsound: [] });
});
