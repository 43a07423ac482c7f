import { randomBytes } from 'node:crypto';
import { Timestamp } from '@google-cloud/firestore';
import { LRUCache } from 'lru-cache';
import { notFound } from '../../shared/errors.ts';
import { assetBucket, firestore, storage } from '../../shared/google/clients.ts';
import { digest, type Picture } from './picture.ts';
import type { TableDownload } from './table.ts';

/** What is made once and fetched by a name, each kind in a Firestore collection whose field `expireTime` is its time to live. */
export interface Pictures {
  readonly maps: Picture;
  readonly thumbnails: Picture;
  readonly tables: TableDownload;
}

export type PictureKind = keyof Pictures;

/** How messages call them. */
const NAMES: { readonly [kind in PictureKind]: string } = { maps: 'Map', thumbnails: 'Thumbnail', tables: 'Table' };

/** Milliseconds that a picture can be fetched. */
const LIFE = 24 * 3_600_000;

/** A Firestore document holds 1 MiB; longer pictures, in UTF-16 units, become objects of Cloud Storage. */
const LONGEST_IN_FIRESTORE = 300_000;

/** UTF-16 units of the pictures kept in memory. */
const CACHE_SIZE = 32 * 1024 * 1024;

interface PictureRecord {
  readonly project: string;
  readonly createTime: Timestamp;
  readonly expireTime: Timestamp;
  /** The picture as JSON … */
  readonly picture?: string;
  /** … or the object of the asset bucket that holds it. */
  readonly object?: string;
}

export interface StoredPicture<P = Picture> {
  readonly picture: P;
  readonly project: string;
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
  project: string,
  picture: Pictures[K],
): Promise<string> {
  const text = JSON.stringify(picture);
  const id = `${randomBytes(16).toString('hex')}-${digest(text)}`;
  const now = Date.now();
  const times = { createTime: Timestamp.fromMillis(now), expireTime: Timestamp.fromMillis(now + LIFE) };
  const record: PictureRecord = { project, ...times, ...(await place(kind, id, text)) };
  await firestore().collection(kind).doc(id).create(record);
  cache.set(`${kind}/${id}`, { picture, project, expires: now + LIFE });
  return `projects/${project}/${kind}/${id}`;
}

async function place(kind: PictureKind, id: string, text: string): Promise<Pick<PictureRecord, 'picture' | 'object'>> {
  if (text.length <= LONGEST_IN_FIRESTORE) return { picture: text };
  const object = `expressions/${kind}/${id}.json`;
  await storage().bucket(assetBucket()).file(object).save(text, { contentType: 'application/json', resumable: false });
  return { object };
}

/**
 * The picture of a name.
 * @throws NOT_FOUND if there is none, or not any more
 */
export async function findPicture<K extends PictureKind>(kind: K, name: string): Promise<StoredPicture<Pictures[K]>> {
  const [, project, id] = /^projects\/([^/]+)\/[^/]+\/([0-9a-f]{32}-[0-9a-f]{32})$/.exec(name) ?? [];
  const found = id === undefined ? undefined : await cache.fetch(`${kind}/${id}`);
  // Firestore removes expired documents some hours late.
  if (found && found.project === project && found.expires > Date.now()) {
    return found as StoredPicture<Pictures[K]>;
  }
  throw notFound(`${NAMES[kind]} '${name.slice(0, 200)}' was not found. It may have expired: create it anew.`);
}

async function load(key: string): Promise<StoredPicture<Picture | TableDownload> | undefined> {
  const record = (await firestore().doc(key).get()).data() as PictureRecord | undefined;
  if (!record) return undefined;
  const text =
    record.picture ??
    String(
      (
        await storage()
          .bucket(assetBucket())
          .file(record.object ?? '')
          .download()
      )[0],
    );
  const picture = JSON.parse(text) as Picture | TableDownload;
  return { picture, project: record.project, expires: record.expireTime.toMillis() };
}
