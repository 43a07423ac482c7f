import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { parseRange } from '../../../functions/shared/api/http/byte-range.ts';
import type { Answer } from './answer.ts';
import { RangeReader, streamContents } from './contents.ts';
import { notModified, StorageError } from './errors.ts';
import { etag, hashHeader } from './object-resource.ts';
import type { StoredObject } from './object-row.ts';
import { asPagesMay } from './page-access.ts';
import { checkRead, integerParameter, parsePreconditions } from './preconditions.ts';
import type { StorageRequest } from './request.ts';
import type { StorageState } from './state.ts';

/** Finds the object that a read names, with its conditions and `If-None-Match` checked. */
export function readableObject(state: StorageState, request: StorageRequest): StoredObject {
  const generation = integerParameter(request.query, 'generation');
  const object = state.objects.get(request.bucket, request.object, generation);
  checkRead(parsePreconditions(request.query), object);
  if (request.headers['if-none-match'] === etag(object)) throw notModified();
  return object;
}

/** Contents (`alt=media`): whole, or one range (206, 416). */
export function download(state: StorageState, request: StorageRequest): Answer {
  return asPagesMay(state, request, contents(state, request));
}

function contents(state: StorageState, request: StorageRequest): Answer {
  const object = readableObject(state, request);
  if (unzips(object, request)) return unzipped(state, object);
  const range = parseRange(request.headers.range, object.size);
  if (range === 'unsatisfiable') {
    return {
      status: 416,
      headers: { 'content-range': `bytes */${object.size}`, 'content-type': 'text/html; charset=UTF-8' },
      body: 'Request range not satisfiable',
    };
  }
  const { begin, end } = range ?? { begin: 0, end: object.size };
  const headers: Record<string, string | number> = { ...contentHeaders(object), 'content-length': end - begin };
  if (object.metadata.contentEncoding) headers['content-encoding'] = object.metadata.contentEncoding;
  if (range) headers['content-range'] = `bytes ${begin}-${end - 1}/${object.size}`;
  const status = range ? 206 : 200;
  if (request.method === 'HEAD') return { status, headers };
  const pieces = end > begin ? state.objects.pieces(object.generation, begin, end) : [];
  const body = new RangeReader(state.blobs, pieces, { begin, end });
  return { status, headers, body, done: () => body.close() };
}

/** Errors of a download are plain text, which the client takes for the message. */
export function downloadFailure(error: unknown): Answer | undefined {
  if (!(error instanceof StorageError) || error.status === 304) return undefined;
  return { status: error.status, headers: { 'content-type': 'text/html; charset=UTF-8' }, body: error.message };
}

/** Whether an object stored as gzip is sent decompressed ("decompressive transcoding"): the caller does not take gzip. */
function unzips(object: StoredObject, request: StorageRequest): boolean {
  const accepted = String(request.headers['accept-encoding'] ?? '');
  return (
    object.metadata.contentEncoding === 'gzip' &&
    !/\bgzip\b|\*/.test(accepted) &&
    !/no-transform/.test(object.metadata.cacheControl ?? '')
  );
}

/** The whole object decompressed: no length is known before, and ranges are ignored, as the service does. */
function unzipped(state: StorageState, object: StoredObject): Answer {
  const pieces = state.objects.pieces(object.generation);
  const { body, release } = streamContents(state.blobs, pieces, object.size);
  return {
    status: 200,
    headers: { ...contentHeaders(object), warning: '214 UploadServer gunzipped' },
    body: Readable.from(body, { objectMode: false }).compose(createGunzip()) as AsyncIterable<Uint8Array>,
    done: release,
  };
}

function contentHeaders(object: StoredObject): Record<string, string | number> {
  const { metadata } = object;
  const headers: Record<string, string | number> = {
    'content-type': metadata.contentType ?? 'application/octet-stream',
    'accept-ranges': 'bytes',
    etag: etag(object),
    'last-modified': new Date(object.updated).toUTCString(),
    'cache-control': metadata.cacheControl ?? 'private, max-age=0',
    'x-goog-generation': object.generation,
    'x-goog-metageneration': object.metageneration,
    'x-goog-hash': hashHeader(object),
    'x-goog-stored-content-encoding': metadata.contentEncoding ?? 'identity',
    'x-goog-stored-content-length': object.size,
    'x-goog-storage-class': metadata.storageClass ?? 'STANDARD',
  };
  if (object.components !== undefined) headers['x-goog-component-count'] = object.components;
  if (metadata.contentDisposition) headers['content-disposition'] = metadata.contentDisposition;
  if (metadata.contentLanguage) headers['content-language'] = metadata.contentLanguage;
  return headers;
}
