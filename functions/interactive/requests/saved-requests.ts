import { randomBytes } from 'node:crypto';
import { Timestamp } from '@google-cloud/firestore';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { requirePermission } from '../../shared/access/access.ts';
import { notFound, type ServiceError } from '../../shared/errors.ts';
import { firestore } from '../../shared/google/firestore.ts';
import { assetBucket } from '../../shared/google/storage.ts';
import { readDocument, readJson, type StoredOf } from '../../shared/google/stored.ts';
import { loadText, storedText, storeText } from '../../shared/google/stored-text.ts';
import type { Permission } from '../../shared/identity/roles.ts';
import type { Caller } from '../../shared/jobs/caller.ts';
import { type FeatureViewRequest, featureViewRequest } from './feature-view-request.ts';
import { type FramesRequest, framesRequest } from './frames-request.ts';
import { digest, type ImageRequest, imageRequest } from './image-request.ts';
import { type TableRequest, tableRequest } from './table-request.ts';

/**
 * The kinds of requests that a client creates first and fetches the result of later, by name. Each has a Firestore collection whose
 * documents expire at `expireTime`.
 */
const KINDS = {
  maps: imageRequest,
  featureViews: featureViewRequest,
  thumbnails: imageRequest,
  videoThumbnails: framesRequest,
  filmstripThumbnails: framesRequest,
  tables: tableRequest,
} as const;

export type RequestKind = keyof typeof KINDS;

export type Requests = { readonly [K in RequestKind]: StoredOf<(typeof KINDS)[K]> };

type AnyRequest = ImageRequest | FeatureViewRequest | FramesRequest | TableRequest;

/** The names of the kinds in error messages. */
const NAMES: { readonly [kind in RequestKind]: string } = {
  maps: 'Map',
  featureViews: 'Feature view',
  thumbnails: 'Thumbnail',
  videoThumbnails: 'Video thumbnail',
  filmstripThumbnails: 'Filmstrip thumbnail',
  tables: 'Table',
};

/** The permission that the maker of a request must have in the project whenever its result is fetched. */
const PERMISSIONS = {
  maps: 'earthengine.maps.get',
  featureViews: 'earthengine.maps.get',
  thumbnails: 'earthengine.thumbnails.get',
  videoThumbnails: 'earthengine.thumbnails.get',
  filmstripThumbnails: 'earthengine.thumbnails.get',
  tables: 'earthengine.tables.get',
} as const satisfies { readonly [kind in RequestKind]: Permission };

/** The lifetime of a saved request, in milliseconds: a day. */
const LIFE = 24 * 3_600_000;

/** The most UTF-16 units of expressions that are kept in memory. */
const CACHE_SIZE = 32 * 1024 * 1024;

/** How long what is known of a pinned map counts, in milliseconds: one that is deleted is gone everywhere after that. */
const PINNED_LIFE = 60_000;

/** A saved request as Firestore has it under `KIND/ID`. */
export const requestRecord = z.object({
  project: z.string(),
  /** The account that saved it. */
  user: z.string().optional(),
  createTime: z.instanceof(Timestamp),
  /** Never, if there is none: the map is pinned. */
  expireTime: z.instanceof(Timestamp).optional(),
  /** The request as JSON text. */
  content: storedText,
});

export interface SavedRequest<P = ImageRequest> {
  readonly request: P;
  /** Who saved it: its result is computed with their rights. */
  readonly maker: Caller;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** Saved requests by `KIND/ID`, kept because they never change. */
const cache = new LRUCache<string, SavedRequest<AnyRequest>>({
  maxSize: CACHE_SIZE,
  sizeCalculation: ({ request }) => request.expression.length + 1000,
  fetchMethod: load,
});

/** Saves a request for a day. @returns its name, which cannot be guessed: `projects/PROJECT/KIND/ID` */
export async function saveRequest<K extends RequestKind>(
  kind: K,
  { project, user }: Caller,
  content: Requests[K],
): Promise<string> {
  const text = JSON.stringify(content);
  const id = `${randomBytes(16).toString('hex')}-${digest(text)}`;
  const now = Date.now();
  const times = { createTime: Timestamp.fromMillis(now), expireTime: Timestamp.fromMillis(now + LIFE) };
  const stored = await storeText({ bucket: assetBucket(), object: `expressions/${kind}/${id}.json` }, text);
  const record = { project, user, ...times, content: stored };
  await firestore().collection(kind).doc(id).create(record);
  cache.set(`${kind}/${id}`, { request: content, maker: makerOf({ project, user }), expires: now + LIFE });
  return `projects/${project}/${kind}/${id}`;
}

/**
 * Finds the saved request of a name.
 * @throws NOT_FOUND if there is none, or it has expired; PERMISSION_DENIED if its maker no longer has the permission in the project
 */
export async function findRequest<K extends RequestKind>(kind: K, name: string): Promise<SavedRequest<Requests[K]>> {
  const { project, id } = readRequestName(name);
  const found = id === undefined ? undefined : await current(`${kind}/${id}`);
  // Firestore removes expired documents some hours late.
  if (found && found.maker.project === project && found.expires > Date.now()) {
    await requirePermission(found.maker, PERMISSIONS[kind], `projects/${project}`);
    return found as SavedRequest<Requests[K]>;
  }
  throw missingRequest(kind, name);
}

/** The project and the id of a name; undefined for what is none. */
export function readRequestName(name: string): { readonly project?: string; readonly id?: string } {
  const [, project, id] = /^projects\/([^/]+)\/[^/]+\/([0-9a-f]{32}-[0-9a-f]{32})$/.exec(name) ?? [];
  return project === undefined || id === undefined ? {} : { project, id };
}

export function missingRequest(kind: RequestKind, name: string): ServiceError {
  return notFound(`${NAMES[kind]} '${name.slice(0, 200)}' was not found. It may have expired: create it anew.`);
}

/** Forgets what is known of a request, here: it was pinned or deleted. */
export function forgetRequest(kind: RequestKind, id: string): void {
  cache.delete(`${kind}/${id}`);
}

/** What is known of a request; of one whose time is over it is read again, for it may have been pinned. */
async function current(key: string): Promise<SavedRequest<AnyRequest> | undefined> {
  const known = await cache.fetch(key);
  if (known === undefined || known.expires > Date.now()) return known;
  cache.delete(key);
  return cache.fetch(key);
}

async function load(key: string): Promise<SavedRequest<AnyRequest> | undefined> {
  const record = readDocument(requestRecord, await firestore().doc(key).get());
  if (!record) return undefined;
  const kind = key.slice(0, key.indexOf('/')) as RequestKind;
  const content = readJson(KINDS[kind] as z.ZodType<AnyRequest>, await loadText(record.content), key);
  return {
    request: content,
    maker: makerOf(record),
    expires: record.expireTime?.toMillis() ?? Date.now() + PINNED_LIFE,
  };
}

function makerOf({ project, user }: { readonly project: string; readonly user?: string | undefined }): Caller {
  return user === undefined ? { project } : { project, user };
}
