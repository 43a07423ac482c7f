import { FreshCache } from '../google/fresh-cache.ts';
import { storedRead } from '../google/stored-read.ts';
import type { AssetRecord } from './asset.ts';

const findAsset = storedRead('findAsset', async () => (await import('./store.ts')).findAsset);

const records = new FreshCache<AssetRecord | undefined>(2_000);

/** The record of an asset, read again after 1.5 seconds; undefined if there is none. */
export function recordNow(name: string): Promise<AssetRecord | undefined> {
  return records.get(name, () => findAsset({ name }));
}
