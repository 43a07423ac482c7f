import { LRUCache } from 'lru-cache';
import type { AssetRecord } from '../../catalog/asset.ts';
import { childrenState, findAsset, listChildren } from '../../catalog/store.ts';
import { findObject, type ObjectState } from '../../google/object-file.ts';
import { type ObjectPlace, parseObjectUri } from '../../google/object-reference.ts';
import { FreshCache } from './fresh-cache.ts';

/** Records of a collection that are asked for at a time. */
export const CHILDREN_PAGE = 500;

/** Pages of collections that a thread keeps. */
const PAGES_KEPT = 100;

/*
 * Assets and objects as they are now, as far as a thread has to know: each is looked at once in a second and a half, whatever the
 * number of tiles. Pages of collections are kept until something in the collection changes.
 */
const records = new FreshCache<AssetRecord | undefined>(2_000);
const states = new FreshCache<string>(500);
const objects = new FreshCache<ObjectState | undefined>(500);
const pages = new LRUCache<string, Promise<AssetRecord[]>>({ max: PAGES_KEPT });

/** The record of an asset of a name. */
export function recordNow(name: string): Promise<AssetRecord | undefined> {
  return records.get(name, () => findAsset({ name }));
}

/** A text that changes when the children of a collection change. */
export function childrenStateNow(parent: string): Promise<string> {
  return states.get(parent, () => childrenState(parent));
}

/**
 * The records right below an asset that come after a name, in the order of names.
 * @param state of the collection: another page than that of another state
 */
export function childrenOfState(parent: string, after: string | undefined, state: string): Promise<AssetRecord[]> {
  const key = `${parent} ${state} ${after ?? ''}`;
  const known = pages.get(key);
  if (known) return known;
  const page = listChildren(parent, { pageSize: CHILDREN_PAGE, ...(after === undefined ? {} : { after }) });
  pages.set(key, page);
  page.catch(() => pages.delete(key));
  return page;
}

/** The state of an object of a gs:// URI; undefined if there is none, or if the URI is malformed. */
export async function objectNow(uri: string): Promise<ObjectState | undefined> {
  const place: ObjectPlace | undefined = parseObjectUri(uri);
  return place && objects.get(uri, () => findObject(place));
}
