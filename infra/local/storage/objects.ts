import { type Answer, json } from './answer.ts';
import { download, readableObject } from './download.ts';
import { parseObjectMetadata, patchObjectMetadata } from './object-metadata.ts';
import { fullObjectResource, objectResource } from './object-resource.ts';
import { checkWrite, integerParameter, parsePreconditions } from './preconditions.ts';
import { readJson, type StorageRequest } from './request.ts';
import type { StorageState } from './state.ts';

/** `objects.get`: the resource, or with `alt=media` the contents. */
export function getObject(state: StorageState, request: StorageRequest): Answer {
  if (request.query.get('alt') === 'media') return download(state, request);
  const resource = request.query.get('projection') === 'full' ? fullObjectResource : objectResource;
  return json(resource(readableObject(state, request), state.origin));
}

/** `objects.patch` (fields given are changed) and, by PUT, `objects.update` (all settable fields are replaced). */
export async function changeObject(state: StorageState, request: StorageRequest): Promise<Answer> {
  const body = await readJson(request);
  const object = state.objects.change(() => {
    const generation = integerParameter(request.query, 'generation');
    const live = state.objects.get(request.bucket, request.object, generation);
    checkWrite(parsePreconditions(request.query), live);
    const metadata = request.method === 'PUT' ? parseObjectMetadata(body) : patchObjectMetadata(live.metadata, body);
    return state.objects.setMetadata(live, metadata);
  });
  return json(objectResource(object, state.origin));
}

/** `objects.delete`: 204. */
export function deleteObject(state: StorageState, request: StorageRequest): Answer {
  const generation = integerParameter(request.query, 'generation');
  state.objects.delete(request.bucket, request.object, generation, parsePreconditions(request.query));
  return { status: 204 };
}
