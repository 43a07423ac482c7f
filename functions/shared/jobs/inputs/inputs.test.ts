import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { NewAsset } from '../../catalog/asset.ts';
import { bareLink } from '../../catalog/link.ts';
import { type AssetName, parseAssetName } from '../../catalog/names.ts';
import { changeAssetPolicy, createAsset, deleteAsset } from '../../catalog/write.ts';
import { FreshCache } from '../../google/fresh-cache.ts';
import { useLocalCloud } from '../../google/local-cloud.testing.ts';
import { storage } from '../../google/storage.ts';
import { inTransaction } from '../../google/transaction.ts';
import { SECRET_OWNER } from '../../identity/server-owners.ts';
import { changedInputs, versionsText } from './input-versions.ts';
import { ObservedInputs, pinsText } from './observed-inputs.ts';
import { PinnedInputs } from './pinned-inputs.ts';
import { pinnedFiles, readPins } from './pins.ts';
import { World } from './world.ts';

// Before the modules read it.
vi.hoisted(() => {
  process.env['TERRANE_FRESH_SECONDS'] = '0.4';
});

useLocalCloud();
beforeAll(async () => {
  await storage().createBucket('some-project');
});

const world = new World({ project: 'some-project', user: SECRET_OWNER });

/** Milliseconds after which a value that was read must be read again. */
const STALE = 500;

async function write(name: AssetName, asset: NewAsset): Promise<void> {
  await inTransaction((transaction) => createAsset(transaction, name, asset, { overwrite: true }));
}

let count = 0;

/** An image of one file. */
async function newImage(name: AssetName, object = `image-${count++}`): Promise<string> {
  const file = { bucket: 'some-project', object, generation: '1' };
  const raster = {
    ...file,
    sampleType: 'uint8',
    transform: [],
    dimensions: [],
    crs: 'EPSG:4326',
    missing: [],
    size: 1,
  };
  await write(name, { type: 'IMAGE', rasters: [raster] });
  return `${file.bucket}/${object}#1`;
}

const nameOf = (path: string) => parseAssetName(`projects/some-project/assets/${path}`);

describe('a fresh cache', () => {
  it('reads once for many who ask, and anew after a while, however often it is asked', async () => {
    const cache = new FreshCache<number>(10);
    let reads = 0;
    const ask = () => cache.get('key', async () => ++reads);
    expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
    const end = performance.now() + STALE;
    while (performance.now() < end) {
      await ask();
      await sleep(50);
    }
    expect(reads).toBe(2);
  });

  it('forgets what could not be read', async () => {
    const cache = new FreshCache<number>(10);
    await expect(cache.get('key', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await cache.get('key', async () => 1)).toBe(1);
  });
});

describe('inputs as they are now', () => {
  it('stay as they were found, and tell when they are not current any more', async () => {
    const name = nameOf('changing');
    await newImage(name, 'old');
    const inputs = new ObservedInputs(world);
    expect(await inputs.digest()).toBeUndefined();
    const found = await inputs.asset(name.name);
    const digest = await inputs.digest();
    expect(await inputs.isCurrent()).toBe(true);
    await newImage(name, 'new');
    await sleep(STALE);
    expect(await inputs.isCurrent()).toBe(false);
    expect(await inputs.asset(name.name)).toBe(found);
    const anew = new ObservedInputs(world);
    expect((await anew.asset(name.name))?.rasters?.[0].object).toBe('new');
    expect(await anew.digest()).not.toBe(digest);
  });

  it('are not current when what was missing is there, a collection has another image, or an object is overwritten', async () => {
    const collection = nameOf('collection');
    await write(collection, { type: 'IMAGE_COLLECTION' });
    const file = storage().bucket('some-project').file('object');
    await file.save('1', { resumable: false });
    const asking = async (ask: (inputs: ObservedInputs) => Promise<unknown>) => {
      const inputs = new ObservedInputs(world);
      await ask(inputs);
      return inputs;
    };
    const all = await Promise.all([
      asking((inputs) => inputs.asset(nameOf('missing').name)),
      asking((inputs) => inputs.children(collection.name, undefined)),
      asking((inputs) => inputs.object('gs://some-project/object')),
    ]);
    await sleep(STALE);
    expect(await Promise.all(all.map((inputs) => inputs.isCurrent()))).toEqual([true, true, true]);
    await newImage(nameOf('missing'));
    await newImage(nameOf('collection/image'));
    await file.save('2', { resumable: false });
    await sleep(STALE);
    expect(await Promise.all(all.map((inputs) => inputs.isCurrent()))).toEqual([false, false, false]);
  });
});

describe('pinned inputs', () => {
  it('are what they were, although it has changed or is gone', async () => {
    const [changing, going, collection] = [nameOf('p-changing'), nameOf('p-going'), nameOf('p-collection')];
    const files = [await newImage(changing), await newImage(going)];
    await write(collection, { type: 'IMAGE_COLLECTION' });
    files.push(await newImage(nameOf('p-collection/first')));
    const file = storage().bucket('some-project').file('pinned');
    await file.save('1', { resumable: false });
    const planned = new ObservedInputs(world);
    const before = [await planned.asset(changing.name), await planned.asset(going.name)];
    const children = await planned.children(collection.name, undefined);
    const object = await planned.object('gs://some-project/pinned');
    expect(await planned.asset(nameOf('p-missing').name)).toBeUndefined();
    const pins = await planned.pins();
    expect([...pinnedFiles(pins)].sort()).toEqual(files.sort());

    await newImage(changing);
    await deleteAsset(going);
    await newImage(nameOf('p-collection/second'));
    await newImage(nameOf('p-missing'));
    await file.save('2', { resumable: false });
    const pinned = new PinnedInputs(pins, world);
    expect([await pinned.asset(changing.name), await pinned.asset(going.name)]).toEqual(before);
    expect(await pinned.children(collection.name, undefined)).toEqual(children);
    expect(await pinned.object('gs://some-project/pinned')).toEqual(object);
    expect(await pinned.asset(nameOf('p-missing').name)).toBeUndefined();
  });

  it('that the plan did not ask for must not have changed since', async () => {
    const [old, young, collection] = [nameOf('u-old'), nameOf('u-young'), nameOf('u-collection')];
    await newImage(old);
    await write(collection, { type: 'IMAGE_COLLECTION' });
    const file = storage().bucket('some-project').file('unpinned');
    await sleep(5);
    const pinned = new PinnedInputs(await new ObservedInputs(world).pins(), world);
    await sleep(5);
    await newImage(young);
    await newImage(nameOf('u-collection/image'));
    await file.save('1', { resumable: false });
    expect((await pinned.asset(old.name))?.name).toBe(old.name);
    const message = 'has changed since the task was planned. Start the task again to use it as it is now.';
    await expect(pinned.asset(young.name)).rejects.toThrow(`The asset '${young.name}' ${message}`);
    await expect(pinned.children(collection.name, undefined)).rejects.toThrow(message);
    await expect(pinned.object('gs://some-project/unpinned')).rejects.toThrow(`gs://some-project/unpinned ${message}`);
  });
});

describe('inputs of somebody to whom they are shared', () => {
  const ana = new World({ project: 'her-project', user: 'ana@example.org' });
  const share = (name: AssetName, reader: readonly string[]) => changeAssetPolicy(name, () => ({ reader }));

  it('are there while they are, and no longer', async () => {
    const [shared, secret] = [nameOf('shared'), nameOf('secret')];
    await write(shared, { type: 'IMAGE_COLLECTION' });
    await newImage(nameOf('shared/image'));
    await newImage(secret);
    await share(shared, ['user:ana@example.org']);
    const observed = new ObservedInputs(ana);
    expect(await observed.asset(secret.name)).toBeUndefined();
    expect((await observed.asset(nameOf('shared/image').name))?.type).toBe('IMAGE');
    expect(await observed.asset(shared.name)).toBeDefined();
    expect(await observed.children(shared.name, undefined)).toHaveLength(1);
    const pinned = new PinnedInputs(await observed.pins(), ana);
    expect(await pinned.asset(shared.name)).toBeDefined();
    expect(await pinned.asset(secret.name)).toBeUndefined();
    expect([await observed.isCurrent(), await pinned.isReadable()]).toEqual([true, true]);

    await share(shared, ['user:bo@example.org']);
    await sleep(STALE);
    expect([await observed.isCurrent(), await pinned.isReadable()]).toEqual([false, false]);
    expect(await pinned.asset(shared.name)).toBeUndefined();
    // What was a collection of some images must not become one of none.
    const message = `Asset '${shared.name}' not found (does not exist or caller does not have access).`;
    await expect(pinned.children(shared.name, undefined)).rejects.toThrow(message);
    await expect(new ObservedInputs(ana).children(shared.name, undefined)).rejects.toThrow(message);
  });
});

describe('links', () => {
  const ana = new World({ project: 'her-project', user: 'ana@example.org' });
  const share = (name: AssetName) => changeAssetPolicy(name, () => ({ reader: ['user:ana@example.org'] }));

  it('are what they stood for when a task was planned, as long as their reader may read that', async () => {
    const [folder, link, source] = [nameOf('l-images'), nameOf('l-images/link'), nameOf('l-source')];
    const file = await newImage(source);
    await write(folder, { type: 'IMAGE_COLLECTION' });
    await write(link, { type: 'IMAGE', link: { source: source.name } });
    for (const name of [folder, source]) await share(name);
    await sleep(STALE);
    const observed = new ObservedInputs(ana);
    const before = await observed.asset(link.name);
    expect(before).toMatchObject({ name: link.name, rasters: [{ bucket: 'some-project' }] });
    expect(await observed.children(folder.name, undefined)).toEqual([before]);
    expect(await observed.isCurrent()).toBe(true);
    const digest = await observed.digest();
    const bare = before && bareLink(before);
    expect(bare).not.toHaveProperty('rasters');
    const pins = readPins(JSON.stringify(await observed.pins()));
    expect(pinnedFiles(pins)).toEqual(new Set([file]));

    await newImage(source);
    await sleep(STALE);
    expect(await observed.isCurrent()).toBe(false);
    const anew = new ObservedInputs(ana);
    expect(await anew.asset(link.name)).not.toEqual(before);
    expect(await anew.digest()).not.toBe(digest);
    const pinned = new PinnedInputs(pins, ana);
    expect(await pinned.asset(link.name)).toEqual(before);
    expect(await pinned.children(folder.name, undefined)).toEqual([before]);

    await changeAssetPolicy(source, () => ({}));
    await sleep(STALE);
    expect(await pinned.isReadable()).toBe(false);
    expect(await pinned.asset(link.name)).toEqual(bare);
    expect(await pinned.children(folder.name, undefined)).toEqual([bare]);
    expect(await anew.isCurrent()).toBe(false);
  });
});

describe('the versions of inputs', () => {
  const caller = { project: 'some-project', user: SECRET_OWNER };

  it('of a link are those of what it stands for', async () => {
    const [source, link] = [nameOf('versions-source'), nameOf('versions-link')];
    await newImage(source);
    await write(link, { type: 'IMAGE', link: { source: source.name } });
    const versions = async () => {
      await sleep(STALE);
      const inputs = new ObservedInputs(world);
      await inputs.asset(link.name);
      return versionsText(await pinsText(inputs)) ?? '';
    };
    const before = await versions();
    expect(await changedInputs(before, caller)).toEqual([]);
    await newImage(source);
    expect(await changedInputs(before, caller)).toEqual([link.name]);
    // It was changed after the link.
    const after = await versions();
    expect(await changedInputs(after, caller)).toEqual([]);
    await deleteAsset(source);
    expect(await changedInputs(after, caller)).toEqual([link.name]);
    expect(await changedInputs(await versions(), caller)).toEqual([]);
  });
});
