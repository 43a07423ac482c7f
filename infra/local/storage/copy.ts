import { type Answer, json } from './answer.ts';
import { locationOf } from './buckets.ts';
import { invalid } from './errors.ts';
import { checkObjectName } from './names.ts';
import { parseObjectMetadata } from './object-metadata.ts';
import { objectResource } from './object-resource.ts';
import type { StoredObject } from './object-row.ts';
import { checkRead, integerParameter, parsePreconditions } from './preconditions.ts';
import { readJson, type StorageRequest } from './request.ts';
import type { StorageState } from './state.ts';

/** `objects.copy`: answers the new object. */
export async function copyObject(state: StorageState, request: StorageRequest): Promise<Answer> {
  return json(objectResource(await copy(state, request), state.origin));
}

const MEBIBYTE = 1024 * 1024;

/** Bytes that one call copies to a bucket in another location. */
const COPIED_AT_ONCE = 16 * MEBIBYTE;

/**
 * `objects.rewrite`: a copy, done in one call within a location. To another one it takes several calls, each with the token of the one
 * before; nothing is there until the last one.
 */
export async function rewriteObject(state: StorageState, request: StorageRequest): Promise<Answer> {
  const { generation, size } = findSource(state, request);
  const most = copiedAtOnce(request);
  const isNear = locationOf(state, request.bucket) === locationOf(state, request.destinationBucket);
  const before = copiedBefore(request, generation);
  if (!isNear && size - before > most) {
    const copied = before + most;
    return json({
      kind: 'storage#rewriteResponse',
      totalBytesRewritten: String(copied),
      objectSize: String(size),
      done: false,
      rewriteToken: Buffer.from(JSON.stringify({ generation, copied })).toString('base64url'),
    });
  }
  const object = await copy(state, request);
  return json({
    kind: 'storage#rewriteResponse',
    totalBytesRewritten: String(object.size),
    objectSize: String(object.size),
    done: true,
    resource: objectResource(object, state.origin),
  });
}

function copiedAtOnce({ query }: StorageRequest): number {
  const most = integerParameter(query, 'maxBytesRewrittenPerCall') ?? COPIED_AT_ONCE;
  if (most > 0 && most % MEBIBYTE === 0) return most;
  throw invalid('maxBytesRewrittenPerCall must be a multiple of 1 MiB.', 'maxBytesRewrittenPerCall');
}

/** The bytes that the calls before have copied. 400 for a token of another state of the source. */
function copiedBefore({ query }: StorageRequest, generation: number): number {
  const token = query.get('rewriteToken');
  if (token === null) return 0;
  const [, from, copied] =
    /^{"generation":(\d+),"copied":(\d+)}$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (Number(from) === generation) return Number(copied);
  throw invalid('The rewrite token is not one for this source.', 'rewriteToken');
}

function findSource(state: StorageState, request: StorageRequest): StoredObject {
  const generation = integerParameter(request.query, 'sourceGeneration');
  const source = state.objects.get(request.bucket, request.object, generation);
  checkRead(parsePreconditions(request.query, 'Source'), source);
  return source;
}

/**
 * The new object shares the pieces of its source. A body replaces the metadata as a whole; without one (or an empty
 * one) the metadata is copied.
 */
async function copy(state: StorageState, request: StorageRequest): Promise<StoredObject> {
  checkObjectName(request.destinationObject);
  const body = await readJson(request);
  const replacement = Object.keys(body).length > 0 ? parseObjectMetadata(body) : undefined;
  return state.objects.change(() => {
    const source = findSource(state, request);
    return state.objects.put(
      {
        ...source,
        bucket: request.destinationBucket,
        name: request.destinationObject,
        metadata: replacement ?? { ...source.metadata, publicRead: false },
        pieces: state.objects.pieces(source.generation),
      },
      parsePreconditions(request.query),
    );
  });
}
