import { type Answer, json } from './answer.ts';
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

/** `objects.rewrite`: a copy, always done in one call, so that no token is ever given. */
export async function rewriteObject(state: StorageState, request: StorageRequest): Promise<Answer> {
  const object = await copy(state, request);
  return json({
    kind: 'storage#rewriteResponse',
    totalBytesRewritten: String(object.size),
    objectSize: String(object.size),
    done: true,
    resource: objectResource(object, state.origin),
  });
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
    const generation = integerParameter(request.query, 'sourceGeneration');
    const source = state.objects.get(request.bucket, request.object, generation);
    checkRead(parsePreconditions(request.query, 'Source'), source);
    return state.objects.put(
      {
        ...source,
        bucket: request.destinationBucket,
        name: request.destinationObject,
        metadata: replacement ?? source.metadata,
        pieces: state.objects.pieces(source.generation),
      },
      parsePreconditions(request.query),
    );
  });
}
