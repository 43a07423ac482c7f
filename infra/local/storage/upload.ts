import { type Answer, json } from './answer.ts';
import { BlobWriter, type ContentSummary } from './blob-writer.ts';
import { checkTakesAcl } from './buckets.ts';
import { invalid } from './errors.ts';
import { announcedHashes, checkIntegrity } from './integrity.ts';
import { multipartBoundary, readMultipart } from './multipart.ts';
import { insertedName } from './names.ts';
import { type Json, parseObjectMetadata } from './object-metadata.ts';
import { objectResource } from './object-resource.ts';
import { checkWrite, parsePreconditions } from './preconditions.ts';
import type { StorageRequest } from './request.ts';
import { startUpload } from './resumable.ts';
import type { StorageState } from './state.ts';
import { PUBLIC_READ } from './unsupported.ts';

/** `objects.insert`: simple media, multipart, or the start of a resumable upload. */
export async function insertObject(state: StorageState, request: StorageRequest): Promise<Answer> {
  const kind = request.query.get('uploadType') ?? 'media';
  if (kind === 'resumable') return startUpload(state, request);
  if (kind === 'media') return insert(state, request, {}, request.headers['content-type'], request.body);
  if (kind !== 'multipart') throw invalid(`Invalid upload type: '${kind}'`, 'uploadType');
  const boundary = multipartBoundary(request.headers['content-type']);
  const { metadata, contentType, media } = await readMultipart(request.body, boundary);
  return insert(state, request, metadata, contentType, media);
}

async function insert(
  state: StorageState,
  request: StorageRequest,
  resource: Json,
  contentType: string | undefined,
  media: AsyncIterable<Buffer>,
): Promise<Answer> {
  const { bucket } = request;
  const name = insertedName(request.query, resource);
  const metadata = parseObjectMetadata(resource);
  metadata.contentType ??= contentType ?? 'application/octet-stream';
  if (request.query.get('predefinedAcl') === PUBLIC_READ) {
    checkTakesAcl(state, bucket);
    metadata.publicRead = true;
  }
  const conditions = parsePreconditions(request.query);
  // Checked before the contents are read, to spare them, and again when they are there.
  checkWrite(conditions, state.objects.live(bucket, name));
  const blob = state.blobs.create();
  try {
    const contents = await writeBlob(state.blobs.path(blob), media);
    checkIntegrity(contents, announcedHashes(request.headers, resource));
    const pieces = contents.size > 0 ? [{ blob, length: contents.size }] : [];
    const object = state.objects.put({ bucket, name, metadata, ...contents, pieces }, conditions);
    if (contents.size === 0) state.blobs.remove(blob);
    return json(objectResource(object, state.origin));
  } catch (error) {
    state.blobs.remove(blob);
    throw error;
  }
}

async function writeBlob(path: string, media: AsyncIterable<Buffer>): Promise<ContentSummary> {
  const writer = new BlobWriter(path);
  try {
    for await (const chunk of media) writer.write(chunk);
  } catch (error) {
    writer.close();
    throw error;
  }
  return writer.finish();
}
