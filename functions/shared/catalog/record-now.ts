import { FreshCache } from '../google/fresh-cache.ts';
import type { AssetRecord } from './asset.ts';
import { findAsset } from './store.ts';

const records = new FreshCache<AssetRecord | undefined>(2_000);

/** The record of an asset of a name, as it is now or was a second and a half ago; undefined if there is none. */
export function recordNow(name: string): Promise<AssetRecord | undefined> {
  return records.get(name, () => findAsset({ name }));
}
