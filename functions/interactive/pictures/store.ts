import { randomBytes } from 'node:crypto';
import { Timestamp } from '@google-cloud/firestore';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { requirePermission } from '../../shared/access/access.ts';
import { notFound } from '../../shared/errors.ts';
import { assetBucket, firestore } from '../../shared/google/clients.ts';
import { readDocument, readJson, type StoredOf } from '../../shared/google/stored.ts';
import { loadText, storedText, storeText } from '../../shared/google/stored-text.ts';
import type { Permission } from '../../shared/identity/roles.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import { digest, type Picture, picture } from './picture.ts';
import { type TableDownload, tableDownload } from './table.ts';

/** What is made once and fetched by a name, each kind in a Firestore collection whose field `expireTime` is its time to live. */
const KINDS = { maps: picture, thumbnails: picture, tables: tableDownload } as const;

export type PictureKind = keyof typeof KINDS;

export type Pictures = { readonly [K in PictureKind]: StoredOf<(typeof KINDS)[K]> };

/** How messages call them. */
const NAMES: { readonly [kind in PictureKind]: string } = { maps: 'Map', thumbnails: 'Thumbnail', tables: 'Table' };

/** What whoever made one has to have in the project, as long as it is fetched. */
const PERMISSIONS = {
  maps: 'earthengine.maps.get',
  thumbnails: 'earthengine.thumbnails.get',
  tables: 'earthengine.tables.get',
} as const satisfies { readonly [kind in PictureKind]: Permission };

/** Milliseconds that a picture can be fetched. */
const LIFE = 24 * 3_600_000;

/** UTF-16 units of the pictures kept in memory. */
const CACHE_SIZE = 32 * 1024 * 1024;

const pictureRecord = z.object({
  project: z.string(),
  /** The account that made it. */
  user: z.string().optional(),
  createTime: z.instanceof(Timestamp),
  expireTime: z.instanceof(Timestamp),
  /** The picture as JSON. */
  content: storedText,
});

export interface StoredPicture<P = Picture> {
  readonly picture: P;
  /** Who made it: with whose rights it is computed. */
  readonly maker: Caller;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** Pictures never change, so what was read once is kept. Keys are `KIND/ID`. */
const cache = new LRUCache<string, StoredPicture<Picture | TableDownload>>({
  maxSize: CACHE_SIZE,
  sizeCalculation: ({ picture }) => picture.expression.length + 1000,
  fetchMethod: load,
});

/** Keeps a picture for a day, under a name that cannot be guessed: `projects/P/KIND/ID`. */
export async function savePicture<K extends PictureKind>(
  kind: K,
  { project, user }: Caller,
  content: Pictures[K],
): Promise<string> {
  const text = JSON.stringify(content);
  const id = `${randomBytes(16).toString('hex')}-${digest(text)}`;
  const now = Date.now();
  const times = { createTime: Timestamp.fromMillis(now), expireTime: Timestamp.fromMillis(now + LIFE) };
  const stored = await storeText({ bucket: assetBucket(), object: `expressions/${kind}/${id}.json` }, text);
  const record = { project, user, ...times, content: stored };
  await firestore().collection(kind).doc(id).create(record);
  cache.set(`${kind}/${id}`, { picture: content, maker: makerOf({ project, user }), expires: now + LIFE });
  return `projects/${project}/${kind}/${id}`;
}

/**
 * The picture of a name.
 * @throws NOT_FOUND if there is none, or not any more; PERMISSION_DENIED if whoever made it may not have it any more
 */
export async function findPicture<K extends PictureKind>(kind: K, name: string): Promise<StoredPicture<Pictures[K]>> {
  const [, project, id] = /^projects\/([^/]+)\/[^/]+\/([0-9a-f]{32}-[0-9a-f]{32})$/.exec(name) ?? [];
  const found = id === undefined ? undefined : await cache.fetch(`${kind}/${id}`);
  // Firestore removes expired documents some hours late.
  if (found && found.maker.project === project && found.expires > Date.now()) {
    await requirePermission(found.maker, PERMISSIONS[kind], `projects/${project}`);
    return found as StoredPicture<Pictures[K]>;
  }
  throw notFound(`${NAMES[kind]} '${name.slice(0, 200)}' was not found. It may have expired: create it anew.`);
}

async function load(key: string): Promise<StoredPicture<Picture | TableDownload> | undefined> {
  const record = readDocument(pictureRecord, await firestore().doc(key).get());
  if (!record) return undefined;
  const kind = key.slice(0, key.indexOf('/')) as PictureKind;
  const content = readJson(KINDS[kind] as z.ZodType<Picture | TableDownload>, await loadText(record.content), key);
  return { picture: content, maker: makerOf(record), expires: record.expireTime.toMillis() };
}

function makerOf({ project, user }: { readonly project: string; readonly user?: string | undefined }): Caller {
  return user === undefined ? { project } : { project, user };
}
