import { LRUCache } from 'lru-cache';
import { mayReadAsset } from '../../access/access.ts';
import { requireObject } from '../../access/buckets.ts';
import { followLink } from '../../access/links.ts';
import type { AssetRecord } from '../../catalog/asset.ts';
import { parseAssetName } from '../../catalog/names.ts';
import { recordNow } from '../../catalog/record-now.ts';
import { invalid } from '../../errors.ts';
import { FreshCache } from '../../google/fresh-cache.ts';
import { findObject, type ObjectState } from '../../google/object-file.ts';
import { storedRead } from '../../google/stored-read.ts';
import { type ObjectPlace, parseObjectUri } from '../../storage-names.ts';
import type { Caller } from '../caller.ts';

const childrenState = storedRead('childrenState', async () => (await import('../../catalog/store.ts')).childrenState);
const listChildren = storedRead('listChildren', async () => (await import('../../catalog/store.ts')).listChildren);

/** Records of a collection that are asked for at a time. */
export const CHILDREN_PAGE = 500;

/** Pages of collections that a thread keeps. */
const PAGES_KEPT = 100;

/*
 * Assets and objects as they are now, as far as a thread has to know: each is looked at once in a second and a half, whatever the
 * number of tiles. Pages of collections are kept until something in the collection changes.
 */
const states = new FreshCache<string>(500);
const objects = new FreshCache<ObjectState | undefined>(500);
const pages = new LRUCache<string, Promise<AssetRecord[]>>({ max: PAGES_KEPT });

/** The current states of assets and objects for one caller, who does not find what they may not read. Everything that jobs read passes here. */
export class World {
  readonly #user: string | undefined;
  readonly #project: string;

  constructor({ user, project }: Caller) {
    this.#user = user;
    this.#project = project;
  }

  /** Whether the caller may read an asset, which need not exist. */
  mayRead(name: string): Promise<boolean> {
    return mayReadAsset(this.#user, parseAssetName(name));
  }

  /**
   * Checks that the caller may still read an asset that was found before.
   * @throws INVALID_ARGUMENT
   */
  async requireRead(name: string): Promise<void> {
    if (await this.mayRead(name)) return;
    throw invalid(`Asset '${name}' not found (does not exist or caller does not have access).`);
  }

  /**
   * The record of an asset; undefined if there is none, or the caller may not read it. A link has the content of what it stands for, as far
   * as the caller may read that, too.
   */
  async record(name: string): Promise<AssetRecord | undefined> {
    const record = (await this.mayRead(name)) ? await recordNow(name) : undefined;
    return record && followLink(this.#user, record, recordNow);
  }

  /** A text that changes when the children of a collection change, or whether the caller may read it. */
  async childrenState(parent: string): Promise<string> {
    return (await this.mayRead(parent)) ? states.get(parent, () => childrenState(parent)) : UNREADABLE;
  }

  /**
   * The records right below an asset that come after a name, in the order of names; links are not followed. Whoever may read the parent may
   * read its children.
   * @param state of the collection: another page than that of another state
   */
  async children(parent: string, after: string | undefined, state: string): Promise<readonly AssetRecord[]> {
    await this.requireRead(parent);
    return pageOf(parent, after, state);
  }

  /**
   * The state of an object of a gs:// URI; undefined if there is none, or if it is no such URI.
   * @throws PERMISSION_DENIED for objects of a bucket that the caller's project may not read
   */
  async object(uri: string): Promise<ObjectState | undefined> {
    const place = this.#place(uri);
    return place && objects.get(uri, () => findObject(place));
  }

  /** The same as it is at this moment, whatever has been found before. */
  async objectNow(uri: string): Promise<ObjectState | undefined> {
    const place = this.#place(uri);
    return place && objects.renew(uri, () => findObject(place));
  }

  #place(uri: string): ObjectPlace | undefined {
    const place = parseObjectUri(uri);
    if (place) requireObject(this.#project, place);
    return place;
  }
}

/** The `childrenState` of a collection that the caller may not read. */
const UNREADABLE = 'unreadable';

function pageOf(parent: string, after: string | undefined, state: string): Promise<readonly AssetRecord[]> {
  const key = `${parent} ${state} ${after ?? ''}`;
  const known = pages.get(key);
  if (known) return known;
  const page = listChildren(parent, { pageSize: CHILDREN_PAGE, ...(after === undefined ? {} : { after }) });
  pages.set(key, page);
  page.catch(() => pages.delete(key));
  return page;
}
