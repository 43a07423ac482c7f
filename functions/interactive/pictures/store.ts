import { randomBytes } from 'node:crypto';
import { Timestamp } from '@google-cloud/firestore';
import { LRUCache } from 'lru-cache';
import { notFound } from '../../shared/errors.ts';
import { assetBucket, firestore, storage } from '../../shared/google/clients.ts';
import { digest, type Picture } from './picture.ts';

/** Maps and thumbnails are kept apart, each in a Firestore collection whose field `expireTime` is its time to live. */
export type PictureKind = 'maps' | 'thumbnails';

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

export interface StoredPicture {
  readonly picture: Picture;
  readonly project: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** Pictures never change, so what was read once is kept. Keys are `KIND/ID`. */
const cache = new LRUCache<string, StoredPicture>({
  maxSize: CACHE_SIZE,
  sizeCalculation: ({ picture }) => picture.expression.length + 1000,
  fetchMethod: load,
});

/** Keeps a picture for a day, under a name that cannot be guessed: `projects/P/KIND/ID`. */
export async function savePicture(kind: PictureKind, project: string, picture: Picture): Promise<string> {
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
export async function findPicture(kind: PictureKind, name: string): Promise<StoredPicture> {
  const [, project, id] = /^projects\/([^/]+)\/[^/]+\/([0-9a-f]{32}-[0-9a-f]{32})$/.exec(name) ?? [];
  const found = id === undefined ? undefined : await cache.fetch(`${kind}/${id}`);
  // Firestore removes expired documents some hours late.
  if (found && found.project === project && found.expires > Date.now()) return found;
  const what = kind === 'maps' ? 'Map' : 'Thumbnail';
  throw notFound(`${what} '${name.slice(0, 200)}' was not found. It may have expired: create it anew.`);
}

async function load(key: string): Promise<StoredPicture | undefined> {
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
  const picture = JSON.parse(text) as Picture;
  return { picture, project: record.project, expires: record.expireTime.toMillis() };
}
