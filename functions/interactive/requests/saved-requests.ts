import { randomBytes } from 'node:crypto';
import { Timestamp } from '@google-cloud/firestore';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { notFound } from '../../shared/errors.ts';
import { assetBucket, firestore } from '../../shared/google/clients.ts';
import { readDocument, readJson, type StoredOf } from '../../shared/google/stored.ts';
import { loadText, storedText, storeText } from '../../shared/google/stored-text.ts';
import { digest, type ImageRequest, imageRequest } from './image-request.ts';
import { type TableRequest, tableRequest } from './table-request.ts';

/**
 * The kinds of requests that a client creates first and fetches the result of later, by name. Each has a Firestore collection whose
 * documents expire at `expireTime`.
 */
const KINDS = { maps: imageRequest, thumbnails: imageRequest, tables: tableRequest } as const;

export type RequestKind = keyof typeof KINDS;

export type Requests = { readonly [K in RequestKind]: StoredOf<(typeof KINDS)[K]> };

/** The names of the kinds in error messages. */
const NAMES: { readonly [kind in RequestKind]: string } = { maps: 'Map', thumbnails: 'Thumbnail', tables: 'Table' };

/** The lifetime of a saved request, in milliseconds: a day. */
const LIFE = 24 * 3_600_000;

/** The most UTF-16 units of expressions that are kept in memory. */
const CACHE_SIZE = 32 * 1024 * 1024;

const requestRecord = z.object({
  project: z.string(),
  createTime: z.instanceof(Timestamp),
  expireTime: z.instanceof(Timestamp),
  /** The request as JSON text. */
  content: storedText,
});

export interface SavedRequest<P = ImageRequest> {
  readonly request: P;
  readonly project: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** Saved requests by `KIND/ID`, kept because they never change. */
const cache = new LRUCache<string, SavedRequest<ImageRequest | TableRequest>>({
  maxSize: CACHE_SIZE,
  sizeCalculation: ({ request }) => request.expression.length + 1000,
  fetchMethod: load,
});

/** Saves a request for a day. @returns its name, which cannot be guessed: `projects/PROJECT/KIND/ID` */
export async function saveRequest<K extends RequestKind>(
  kind: K,
  project: string,
  content: Requests[K],
): Promise<string> {
  const text = JSON.stringify(content);
  const id = `${randomBytes(16).toString('hex')}-${digest(text)}`;
  const now = Date.now();
  const times = { createTime: Timestamp.fromMillis(now), expireTime: Timestamp.fromMillis(now + LIFE) };
  const stored = await storeText({ bucket: assetBucket(), object: `expressions/${kind}/${id}.json` }, text);
  const record = { project, ...times, content: stored };
  await firestore().collection(kind).doc(id).create(record);
  cache.set(`${kind}/${id}`, { request: content, project, expires: now + LIFE });
  return `projects/${project}/${kind}/${id}`;
}

/**
 * Finds the saved request of a name.
 * @throws NOT_FOUND if there is none, or it has expired
 */
export async function findRequest<K extends RequestKind>(kind: K, name: string): Promise<SavedRequest<Requests[K]>> {
  const [, project, id] = /^projects\/([^/]+)\/[^/]+\/([0-9a-f]{32}-[0-9a-f]{32})$/.exec(name) ?? [];
  const found = id === undefined ? undefined : await cache.fetch(`${kind}/${id}`);
  // Firestore removes expired documents some hours late.
  if (found && found.project === project && found.expires > Date.now()) {
    return found as SavedRequest<Requests[K]>;
  }
  throw notFound(`${NAMES[kind]} '${name.slice(0, 200)}' was not found. It may have expired: create it anew.`);
}

async function load(key: string): Promise<SavedRequest<ImageRequest | TableRequest> | undefined> {
  const record = readDocument(requestRecord, await firestore().doc(key).get());
  if (!record) return undefined;
  const kind = key.slice(0, key.indexOf('/')) as RequestKind;
  const content = readJson(KINDS[kind] as z.ZodType<ImageRequest | TableRequest>, await loadText(record.content), key);
  return { request: content, project: record.project, expires: record.expireTime.toMillis() };
}
