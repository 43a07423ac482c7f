import { randomBytes } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import type { Engine } from '../engine.ts';
import { FirestoreError, invalid } from '../errors.ts';
import type { Document, DocumentMask, Precondition, TransactionOptions, Write, WriteResult } from '../messages.ts';
import { checkId, documentsRoot, parseDocumentName, parseParent } from '../names.ts';
import { toMessage } from '../storage/document.ts';
import { type CommitReply, commitTransaction, commitWrites } from '../transactions/commit.ts';
import { writtenName } from '../transactions/stage.ts';
import type { Caller } from '../transactions/view.ts';

interface DatabaseRequest {
  database?: string;
}

/** BeginTransaction. */
export async function beginTransaction(
  engine: Engine,
  request: DatabaseRequest & { options?: TransactionOptions },
  caller: Caller,
): Promise<{ transaction: Uint8Array }> {
  const root = documentsRoot(request.database);
  return { transaction: engine.transactions.begin(root, request.options, caller.connection).id };
}

/** Commit: all writes or none; with a transaction, under the locks of its reads. */
export async function commit(
  engine: Engine,
  request: DatabaseRequest & { writes?: Write[]; transaction?: Uint8Array },
  caller: Caller,
): Promise<CommitReply> {
  const root = documentsRoot(request.database);
  const writes = request.writes ?? [];
  if (!request.transaction?.length) return commitWrites(engine, root, writes, caller.signal);
  const transaction = engine.transactions.get(root, request.transaction);
  if (transaction.snapshot !== undefined && writes.length > 0) {
    throw invalid('Cannot modify entities in a read-only transaction.');
  }
  return engine.transactions.during(transaction, caller.connection, () =>
    commitTransaction(engine, transaction, writes, caller.signal),
  );
}

/** Rollback. Of a transaction that is over already, nothing is left to do. */
export async function rollback(
  engine: Engine,
  request: DatabaseRequest & { transaction?: Uint8Array },
): Promise<Record<string, never>> {
  const root = documentsRoot(request.database);
  const transaction = engine.transactions.find(root, request.transaction ?? new Uint8Array());
  if (transaction) engine.transactions.end(transaction);
  return {};
}

/** BatchWrite: each write by itself, with a status of its own. @throws INVALID_ARGUMENT for two writes of a document */
export async function batchWrite(
  engine: Engine,
  request: DatabaseRequest & { writes?: Write[] },
  caller: Caller,
): Promise<{ writeResults: WriteResult[]; status: { code: number; message: string }[] }> {
  const root = documentsRoot(request.database);
  const writes = request.writes ?? [];
  if (new Set(writes.map((write) => writtenName(write, root))).size < writes.length) {
    throw invalid('A batch write must not write a document more than once.');
  }
  const outcomes = await Promise.all(
    writes.map(async (write) => {
      try {
        const reply = await commitWrites(engine, root, [write], caller.signal);
        return { result: reply.writeResults[0]!, status: { code: status.OK, message: '' } };
      } catch (error) {
        if (!(error instanceof FirestoreError)) throw error;
        return { result: {}, status: { code: error.code, message: error.message } };
      }
    }),
  );
  return { writeResults: outcomes.map(({ result }) => result), status: outcomes.map((outcome) => outcome.status) };
}

/** CreateDocument, under a random id if none is given. @throws ALREADY_EXISTS */
export async function createDocument(
  engine: Engine,
  request: { parent?: string; collectionId?: string; documentId?: string; document?: Document; mask?: DocumentMask },
  caller: Caller,
): Promise<Document> {
  const { root } = parseParent(request.parent);
  checkId(request.collectionId ?? '', `${request.parent}/`);
  const name = `${request.parent}/${request.collectionId}/${request.documentId || randomDocumentId()}`;
  const update: Document = { name, ...(request.document?.fields && { fields: request.document.fields }) };
  return writeOne(engine, root, { update, currentDocument: { exists: false } }, caller, request.mask);
}

/** UpdateDocument. */
export async function updateDocument(
  engine: Engine,
  request: { document?: Document; updateMask?: DocumentMask; mask?: DocumentMask; currentDocument?: Precondition },
  caller: Caller,
): Promise<Document> {
  const { document: update, mask, ...conditions } = request;
  const { root } = parseDocumentName(update?.name);
  return writeOne(engine, root, { update: update!, ...conditions }, caller, mask);
}

/** DeleteDocument. */
export async function deleteDocument(
  engine: Engine,
  request: { name?: string; currentDocument?: Precondition },
  caller: Caller,
): Promise<Record<string, never>> {
  const { name, ...conditions } = request;
  const { root } = parseDocumentName(name);
  await commitWrites(engine, root, [{ delete: name!, ...conditions }], caller.signal);
  return {};
}

async function writeOne(
  engine: Engine,
  root: string,
  write: Write & { update: Document },
  caller: Caller,
  mask: DocumentMask | undefined,
): Promise<Document> {
  await commitWrites(engine, root, [write], caller.signal);
  const document = engine.store.get(write.update.name);
  if (!document) throw new FirestoreError('ABORTED', 'The document was deleted right after it was written.');
  return toMessage(document, mask);
}

/** An id as the clients make them: 20 letters and digits. */
function randomDocumentId(): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  return Array.from(randomBytes(20), (byte) => alphabet[byte % alphabet.length]).join('');
}
