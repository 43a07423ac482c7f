import { randomUUID } from 'node:crypto';
import { type Answer, json } from './answer.ts';
import type { BlobWriter } from './blob-writer.ts';
import { parseUploadPart, type UploadPart } from './content-range.ts';
import { invalid, StorageError } from './errors.ts';
import { announcedHashes, checkIntegrity } from './integrity.ts';
import { insertedName } from './names.ts';
import { type Json, type ObjectMetadata, parseObjectMetadata } from './object-metadata.ts';
import { objectResource } from './object-resource.ts';
import { checkWrite, parsePreconditions } from './preconditions.ts';
import { readJson, type StorageRequest } from './request.ts';
import type { StorageState } from './state.ts';
import { rememberOrigin } from './upload-origin.ts';

/** Received bytes are stored in whole multiples of this (bytes), as in the service; only the end of the object is exempt. */
const QUANTUM = 256 * 1024;

interface Upload {
  id: string;
  bucket: string;
  name: string;
  /** The resource of the first request, as JSON. */
  metadata: string;
  /** The query of the first request: its conditions hold when the object appears. */
  query: string;
  declared_size: number | null;
  blob: string;
  received: number;
  answer: string | null;
}

/** Begins a resumable upload; its address is the `location` of the answer. */
export async function startUpload(state: StorageState, request: StorageRequest): Promise<Answer> {
  const resource = await readJson(request);
  const name = insertedName(request.query, resource);
  const metadata: ObjectMetadata = parseObjectMetadata(resource);
  checkWrite(parsePreconditions(request.query), state.objects.live(request.bucket, name));
  const type = metadata.contentType ?? request.headers['x-upload-content-type'] ?? 'application/octet-stream';
  const declared = request.headers['x-upload-content-length'];
  if (declared !== undefined && !/^\d+$/.test(String(declared))) throw invalid('Invalid X-Upload-Content-Length.');
  const id = randomUUID();
  state.database
    .sql('INSERT INTO uploads VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, NULL)')
    .run(
      id,
      request.bucket,
      name,
      JSON.stringify({ ...resource, contentType: type }),
      request.query.toString(),
      declared === undefined ? null : Number(declared),
      state.blobs.create(),
      Date.now(),
    );
  rememberOrigin(state, id, request);
  const path = `/upload/storage/v1/b/${encodeURIComponent(request.bucket)}/o`;
  return {
    status: 200,
    headers: { location: `${state.origin}${path}?uploadType=resumable&upload_id=${id}`, 'x-guploader-uploadid': id },
  };
}

/** A later request of a resumable upload: a chunk, a question how far it is (308 with `range`), or DELETE (499). */
export function continueUpload(state: StorageState, request: StorageRequest): Promise<Answer> {
  const id = request.query.get('upload_id')!;
  return state.writers.inTurn(id, async () => {
    const upload = state.database.sql('SELECT * FROM uploads WHERE id = ?').get(id) as unknown as Upload | undefined;
    if (!upload) throw new StorageError(404, 'notFound', 'No such upload: it is unknown, cancelled or has failed.');
    if (upload.answer) return json(JSON.parse(upload.answer));
    if (request.method === 'DELETE') {
      discard(state, upload);
      return { status: 499 };
    }
    const part = parseUploadPart(request.headers['content-range']);
    if (part.kind === 'query') {
      return part.total === upload.received ? finish(state, request, upload) : incomplete(upload.received);
    }
    return receive(state, request, upload, part);
  });
}

async function receive(
  state: StorageState,
  request: StorageRequest,
  upload: Upload,
  part: Extract<UploadPart, { kind: 'chunk' }>,
): Promise<Answer> {
  if (part.begin > upload.received) {
    throw invalid(`The chunk begins at byte ${part.begin}, but only ${upload.received} bytes have been received.`);
  }
  const writer = state.writers.open(upload.id, state.blobs.path(upload.blob), upload.received);
  let tail: Buffer;
  try {
    tail = await writeQuanta(writer, request.body, upload.received - part.begin);
  } finally {
    // Also when the connection broke: what came through counts.
    state.database.sql('UPDATE uploads SET received = ? WHERE id = ?').run(writer.size, upload.id);
  }
  const arrived = writer.size + tail.length;
  if (upload.declared_size !== null && arrived > upload.declared_size) {
    discard(state, upload);
    throw invalid(`Upload of more than the ${upload.declared_size} bytes that X-Upload-Content-Length announced.`);
  }
  const complete = part.last && (part.end === undefined || arrived === part.end);
  if (!complete) return incomplete(writer.size);
  writer.write(tail);
  return finish(state, request, { ...upload, received: arrived });
}

/** Writes a body, without the first `known` bytes, in whole quanta; returns the rest, shorter than a quantum. */
async function writeQuanta(writer: BlobWriter, body: AsyncIterable<Buffer>, known: number): Promise<Buffer> {
  let skip = known;
  let held: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    const fresh = chunk.subarray(Math.min(skip, chunk.length));
    skip -= chunk.length - fresh.length;
    held.push(fresh);
    size += fresh.length;
    const due = size - (size % QUANTUM);
    if (due === 0) continue;
    const bytes = Buffer.concat(held, size);
    writer.write(bytes.subarray(0, due));
    held = [bytes.subarray(due)];
    size -= due;
  }
  return Buffer.concat(held, size);
}

/** Makes the object of an upload whose bytes are all there. A checksum or a condition that fails ends the upload. */
function finish(state: StorageState, request: StorageRequest, upload: Upload): Answer {
  const { id, bucket, name, blob } = upload;
  const resource = JSON.parse(upload.metadata) as Json;
  const contents = state.writers.open(id, state.blobs.path(blob), upload.received).finish();
  state.writers.take(id);
  try {
    if (upload.declared_size !== null && upload.declared_size !== contents.size) {
      throw invalid(`Upload of ${contents.size} bytes, but X-Upload-Content-Length was ${upload.declared_size}.`);
    }
    checkIntegrity(contents, announcedHashes(request.headers, resource));
    const conditions = parsePreconditions(new URLSearchParams(upload.query));
    const pieces = contents.size > 0 ? [{ blob, length: contents.size }] : [];
    const answer = state.objects.change(() => {
      const metadata = parseObjectMetadata(resource);
      const object = state.objects.put({ bucket, name, metadata, ...contents, pieces }, conditions);
      const text = JSON.stringify(objectResource(object, state.origin));
      state.database.sql('UPDATE uploads SET answer = ? WHERE id = ?').run(text, id);
      return text;
    });
    if (contents.size === 0) state.blobs.remove(blob);
    return json(JSON.parse(answer));
  } catch (error) {
    discard(state, upload);
    throw error;
  }
}

function discard(state: StorageState, upload: Upload): void {
  state.writers.take(upload.id)?.close();
  state.database.sql('DELETE FROM uploads WHERE id = ?').run(upload.id);
  state.database.sql('DELETE FROM upload_origins WHERE id = ?').run(upload.id);
  state.blobs.remove(upload.blob);
}

function incomplete(received: number): Answer {
  return { status: 308, headers: received > 0 ? { range: `bytes=0-${received - 1}` } : {} };
}
