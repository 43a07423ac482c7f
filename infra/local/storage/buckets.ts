import { type Answer, json } from './answer.ts';
import { patchBucketSettings } from './bucket-settings.ts';
import { invalid, noSuchBucket, StorageError } from './errors.ts';
import { checkBucketName } from './names.ts';
import type { Json } from './object-metadata.ts';
import { etag } from './object-resource.ts';
import { checkRead, checkWrite, integerParameter, parsePreconditions } from './preconditions.ts';
import { readJson, type StorageRequest } from './request.ts';
import type { StorageState } from './state.ts';

const DEFAULT_LOCATION = 'US';

interface Bucket {
  name: string;
  project: string;
  created: string;
  updated: string;
  metageneration: number;
  settings: Json;
}

/** `buckets.insert`: 409 where the name is taken. */
export async function insertBucket(state: StorageState, request: StorageRequest): Promise<Answer> {
  const body = await readJson(request);
  const project = requiredProject(request);
  const name = typeof body['name'] === 'string' ? body['name'] : '';
  checkBucketName(name);
  const settings = patchBucketSettings({}, body);
  const now = new Date().toISOString();
  const { changes } = state.database
    .sql('INSERT OR IGNORE INTO buckets VALUES (?, ?, ?, ?, 1, ?)')
    .run(name, project, now, now, JSON.stringify(settings));
  if (changes === 0) {
    const message = 'Your previous request to create the named bucket succeeded and you already own it.';
    throw new StorageError(409, 'conflict', message);
  }
  return json(bucketResource(state, findBucket(state, name)));
}

/** `buckets.get`. */
export function getBucket(state: StorageState, request: StorageRequest): Answer {
  const bucket = findBucket(state, request.bucket);
  checkRead(parsePreconditions(request.query), { ...bucket, generation: 0 });
  return json(bucketResource(state, bucket));
}

/** `buckets.list` of a project, by name. */
export function listBuckets(state: StorageState, request: StorageRequest): Answer {
  const project = requiredProject(request);
  const prefix = request.query.get('prefix') ?? '';
  const after = Buffer.from(request.query.get('pageToken') ?? '', 'base64url').toString();
  const most = Math.min(integerParameter(request.query, 'maxResults') ?? 1000, 1000);
  const rows = state.database
    .sql(
      `SELECT * FROM buckets WHERE project = ?1 AND name > ?2 AND substr(name, 1, length(?3)) = ?3
       ORDER BY name LIMIT ?4`,
    )
    .all(project, after, prefix, most + 1)
    .map(bucketFromRow);
  const page = rows.slice(0, most);
  return json({
    kind: 'storage#buckets',
    nextPageToken: rows.length > most ? Buffer.from(page.at(-1)!.name).toString('base64url') : undefined,
    items: page.map((bucket) => bucketResource(state, bucket)),
  });
}

/** `buckets.patch` and, by PUT, `buckets.update`. */
export async function changeBucket(state: StorageState, request: StorageRequest): Promise<Answer> {
  const body = await readJson(request);
  const bucket = findBucket(state, request.bucket);
  checkWrite(parsePreconditions(request.query), { ...bucket, generation: 0 });
  const settings = patchBucketSettings(request.method === 'PUT' ? {} : bucket.settings, body);
  state.database
    .sql('UPDATE buckets SET settings = ?, metageneration = metageneration + 1, updated = ? WHERE name = ?')
    .run(JSON.stringify(settings), new Date().toISOString(), bucket.name);
  return json(bucketResource(state, findBucket(state, bucket.name)));
}

/** `buckets.delete`: 204, or 409 while there are objects. */
export function deleteBucket(state: StorageState, request: StorageRequest): Answer {
  const bucket = findBucket(state, request.bucket);
  checkWrite(parsePreconditions(request.query), { ...bucket, generation: 0 });
  if (state.database.sql('SELECT 1 FROM objects WHERE bucket = ? LIMIT 1').get(bucket.name)) {
    throw new StorageError(409, 'conflict', 'The bucket you tried to delete is not empty.');
  }
  state.database.sql('DELETE FROM buckets WHERE name = ?').run(bucket.name);
  return { status: 204 };
}

function findBucket(state: StorageState, name: string): Bucket {
  const row = state.database.sql('SELECT * FROM buckets WHERE name = ?').get(name);
  if (!row) throw noSuchBucket();
  return bucketFromRow(row);
}

function bucketFromRow(row: Record<string, unknown>): Bucket {
  return { ...(row as unknown as Bucket), settings: JSON.parse(row['settings'] as string) as Json };
}

/** The location of a bucket. 404 without the bucket. */
export function locationOf(state: StorageState, name: string): unknown {
  return findBucket(state, name).settings['location'] ?? DEFAULT_LOCATION;
}

/** The rules of a bucket for pages of other sites; none without the bucket. */
export function corsOf(state: StorageState, name: string): unknown {
  return state.database.sql('SELECT 1 FROM buckets WHERE name = ?').get(name)
    ? findBucket(state, name).settings['cors']
    : undefined;
}

/** 400 where a bucket takes no access control lists of objects. */
export function checkTakesAcl(state: StorageState, name: string): void {
  const iam = findBucket(state, name).settings['iamConfiguration'] as { uniformBucketLevelAccess?: Json } | undefined;
  if (!iam?.uniformBucketLevelAccess?.['enabled']) return;
  throw invalid('Cannot insert legacy ACL for an object when uniform bucket-level access is enabled.');
}

function requiredProject(request: StorageRequest): string {
  const project = request.query.get('project');
  if (!project) throw new StorageError(400, 'required', 'Required parameter: project');
  return project;
}

function bucketResource(state: StorageState, bucket: Bucket) {
  return {
    kind: 'storage#bucket',
    id: bucket.name,
    name: bucket.name,
    selfLink: `${state.origin}/storage/v1/b/${bucket.name}`,
    projectNumber: '0',
    timeCreated: bucket.created,
    updated: bucket.updated,
    metageneration: String(bucket.metageneration),
    etag: etag({ generation: 0, metageneration: bucket.metageneration }),
    location: DEFAULT_LOCATION,
    locationType: 'multi-region',
    storageClass: 'STANDARD',
    ...bucket.settings,
  };
}
