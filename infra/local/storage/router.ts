import type { Answer } from './answer.ts';
import { changeBucket, deleteBucket, getBucket, insertBucket, listBuckets } from './buckets.ts';
import { composeObject } from './compose.ts';
import { copyObject, rewriteObject } from './copy.ts';
import { download } from './download.ts';
import { StorageError } from './errors.ts';
import { listObjects } from './listing.ts';
import { changeObject, deleteObject, getObject } from './objects.ts';
import type { StorageRequest } from './request.ts';
import { continueUpload } from './resumable.ts';
import type { StorageState } from './state.ts';
import { insertObject } from './upload.ts';
import { forPage, uploadPreflight } from './upload-origin.ts';

/** One method of the JSON API. */
export interface Route {
  /** Its name in the API, by which faults are injected: `objects.insert`. */
  name: string;
  handle: (state: StorageState, request: StorageRequest) => Promise<Answer> | Answer;
}

/** The names in a path. */
export type PathNames = Pick<StorageRequest, 'bucket' | 'object' | 'destinationBucket' | 'destinationObject'>;

/** `{}` takes a name. The JSON API is at `/storage/v1`; the client leaves that out when it talks to an emulator. */
const ROUTES: readonly (readonly [method: string, path: string, route: Route])[] = [
  ['POST', 'b', { name: 'buckets.insert', handle: insertBucket }],
  ['GET', 'b', { name: 'buckets.list', handle: listBuckets }],
  ['GET', 'b/{}', { name: 'buckets.get', handle: getBucket }],
  ['PATCH', 'b/{}', { name: 'buckets.patch', handle: changeBucket }],
  ['PUT', 'b/{}', { name: 'buckets.update', handle: changeBucket }],
  ['DELETE', 'b/{}', { name: 'buckets.delete', handle: deleteBucket }],
  ['GET', 'b/{}/o', { name: 'objects.list', handle: listObjects }],
  ['GET', 'b/{}/o/{}', { name: 'objects.get', handle: getObject }],
  ['HEAD', 'b/{}/o/{}', { name: 'objects.get', handle: getObject }],
  ['PATCH', 'b/{}/o/{}', { name: 'objects.patch', handle: changeObject }],
  ['PUT', 'b/{}/o/{}', { name: 'objects.update', handle: changeObject }],
  ['DELETE', 'b/{}/o/{}', { name: 'objects.delete', handle: deleteObject }],
  ['POST', 'b/{}/o/{}/compose', { name: 'objects.compose', handle: composeObject }],
  ['POST', 'b/{}/o/{}/copyTo/b/{}/o/{}', { name: 'objects.copy', handle: copyObject }],
  ['POST', 'b/{}/o/{}/rewriteTo/b/{}/o/{}', { name: 'objects.rewrite', handle: rewriteObject }],
  ['POST', 'upload/b/{}/o', { name: 'objects.insert', handle: insertOrContinue }],
  ['PUT', 'upload/b/{}/o', { name: 'objects.insert', handle: insertOrContinue }],
  ['DELETE', 'upload/b/{}/o', { name: 'objects.insert', handle: insertOrContinue }],
  ['OPTIONS', 'upload/b/{}/o', { name: 'objects.insert', handle: uploadPreflight }],
  ['GET', 'download/b/{}/o/{}', { name: 'objects.get', handle: download }],
  ['HEAD', 'download/b/{}/o/{}', { name: 'objects.get', handle: download }],
];

/** Finds the method for a path (percent-encoded as sent). 404 or 501 where there is none. */
export function route(method: string, path: string): { route: Route; names: PathNames } {
  const encoded = path
    .replace(/^\/storage\/v1\//, '/')
    .replace(/^\/(upload|download)(\/storage\/v1)?\/b\//, '/$1/b/')
    .slice(1)
    .split('/');
  for (const [routeMethod, pattern, found] of ROUTES) {
    const names = routeMethod === method && match(pattern.split('/'), encoded);
    if (!names) continue;
    const [bucket = '', object = '', destinationBucket = '', destinationObject = ''] = names;
    return { route: found, names: { bucket, object, destinationBucket, destinationObject } };
  }
  if (encoded[0] === 'batch') {
    throw new StorageError(
      501,
      'notImplemented',
      'The local Cloud Storage takes no batch requests: send single calls.',
    );
  }
  throw new StorageError(501, 'notImplemented', `The local Cloud Storage does not implement ${method} ${path}.`);
}

function match(pattern: string[], encoded: string[]): string[] | undefined {
  if (pattern.length !== encoded.length) return undefined;
  const names: string[] = [];
  for (const [index, part] of pattern.entries()) {
    if (part === '{}') names.push(decode(encoded[index]!));
    else if (part !== encoded[index]) return undefined;
  }
  return names.includes('') ? undefined : names;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new StorageError(400, 'invalid', `The path segment '${text}' is not percent-encoded UTF-8.`);
  }
}

function insertOrContinue(state: StorageState, request: StorageRequest): Promise<Answer> {
  return request.query.has('upload_id')
    ? forPage(state, request, continueUpload(state, request))
    : insertObject(state, request);
}
