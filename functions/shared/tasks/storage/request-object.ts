import { assetBucket, storage } from '../../google/clients.ts';
import type { ExportSource } from '../../jobs/export-job.ts';
import type { OperationRecord, StoredRequest } from '../record.ts';

/** Bytes of a request that a record holds itself: a document of Firestore has at most 1 MiB. */
const MAX_INLINE = 500_000;

/** Stores the text of a request: short ones are to be written with the record. */
export async function storeRequest(id: string, text: string): Promise<StoredRequest> {
  if (Buffer.byteLength(text) < MAX_INLINE) return { text };
  const file = storage().bucket(assetBucket()).file(`requests/${id}.json`);
  await file.save(text, {
    resumable: false,
    contentType: 'application/json',
    preconditionOpts: { ifGenerationMatch: 0 },
  });
  return { bucket: file.bucket.name, object: file.name, generation: String(file.metadata.generation) };
}

/** What an operation is to write. */
export async function loadSource({ kind, request }: OperationRecord): Promise<ExportSource> {
  const text = await loadText(request);
  return kind === 'import' ? { manifest: text } : { expression: text };
}

async function loadText(request: StoredRequest): Promise<string> {
  if ('text' in request) return request.text;
  const { bucket, object, generation } = request;
  const [bytes] = await storage().bucket(bucket).file(object, { generation }).download();
  return bytes.toString('utf8');
}

/** Deletes the object of a request, if it has one. */
export async function deleteRequest(request: StoredRequest): Promise<void> {
  if ('text' in request) return;
  await storage().bucket(request.bucket).file(request.object).delete({ ignoreNotFound: true });
}
