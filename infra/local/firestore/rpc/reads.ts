import type { Engine } from '../engine.ts';
import { FirestoreError, invalid } from '../errors.ts';
import type { Consistency, Document, DocumentMask, Timestamp } from '../messages.ts';
import { documentsRoot, parseDocumentName } from '../names.ts';
import { toMessage } from '../storage/document.ts';
import { type Caller, withView } from '../transactions/view.ts';

export interface BatchGetReply {
  found?: Document;
  missing?: string;
  transaction?: Uint8Array;
  readTime?: Timestamp;
}

/** GetDocument. @throws NOT_FOUND */
export async function getDocument(
  engine: Engine,
  request: Consistency & { name?: string; mask?: DocumentMask },
  caller: Caller,
): Promise<Document> {
  const { root } = parseDocumentName(request.name);
  return withView(engine, root, request, caller, async (view) => {
    const [document] = await view.get([request.name!]);
    if (!document) throw new FirestoreError('NOT_FOUND', `Document "${request.name}" not found.`);
    return toMessage(document, request.mask);
  });
}

/** BatchGetDocuments: one reply a document, each once, and the id of a transaction that the call begins with the first. */
export async function batchGetDocuments(
  engine: Engine,
  request: Consistency & { database?: string; documents?: string[]; mask?: DocumentMask },
  caller: Caller,
): Promise<BatchGetReply[]> {
  const root = documentsRoot(request.database);
  const names = [...new Set(request.documents ?? [])];
  for (const name of names) {
    if (parseDocumentName(name).root !== root) throw invalid(`Document "${name}" lies in another database.`);
  }
  return withView(engine, root, request, caller, async (view) => {
    const documents = await view.get(names);
    const readTime = view.readTime();
    const replies = documents.map((document, index): BatchGetReply => {
      return { ...(document ? { found: toMessage(document, request.mask) } : { missing: names[index]! }), readTime };
    });
    if (!view.begun) return replies;
    const [first = { readTime }, ...rest] = replies;
    return [{ ...first, transaction: view.begun }, ...rest];
  });
}
