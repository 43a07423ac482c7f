import { fromTimestamp } from '../clock.ts';
import type { Engine } from '../engine.ts';
import { invalid, unimplemented } from '../errors.ts';
import type { Consistency, Document, DocumentMask, Timestamp } from '../messages.ts';
import { checkId, compareNames, parseParent } from '../names.ts';
import { toMessage } from '../storage/document.ts';
import { checkReadTime } from '../transactions/registry.ts';
import { compareStrings } from '../values/strings.ts';

const DEFAULT_PAGE_SIZE = 300;

/** ListDocuments of one collection, in the order of their names; with `showMissing` also those that only have children. */
export async function listDocuments(
  engine: Engine,
  request: Consistency & {
    parent?: string;
    collectionId?: string;
    pageSize?: number;
    pageToken?: string;
    orderBy?: string;
    mask?: DocumentMask;
    showMissing?: boolean;
  },
): Promise<{ documents: Document[]; nextPageToken?: string }> {
  if (request.transaction?.length) throw unimplemented('ListDocuments in a transaction; use RunQuery');
  if (request.orderBy && request.orderBy !== '__name__')
    throw unimplemented('ListDocuments with order_by; use RunQuery');
  parseParent(request.parent);
  checkId(request.collectionId ?? '', `${request.parent}/`);
  const collection = `${request.parent}/${request.collectionId}`;
  const time = request.readTime && checkReadTime(fromTimestamp(request.readTime), engine.store.clock.read());
  const stored = new Map(engine.store.documents({ collection }, time).map((document) => [document.name, document]));
  const names = new Set(stored.keys());
  if (request.showMissing) {
    for (const id of childIds(engine.store.collectionNames(), collection)) names.add(`${collection}/${id}`);
  }
  const page = pageOf([...names].sort(compareNames), compareNames, request);
  const documents = page.items.map((name) => {
    const document = stored.get(name);
    return document ? toMessage(document, request.mask) : { name };
  });
  return { documents, ...(page.nextPageToken && { nextPageToken: page.nextPageToken }) };
}

/** ListCollectionIds: the collections right below a document or the root that hold documents, at any depth. */
export async function listCollectionIds(
  engine: Engine,
  request: { parent?: string; pageSize?: number; pageToken?: string; readTime?: Timestamp },
): Promise<{ collectionIds: string[]; nextPageToken?: string }> {
  if (request.readTime) throw unimplemented('ListCollectionIds at a read time');
  parseParent(request.parent);
  const ids = [...childIds(engine.store.collectionNames(), request.parent!)].sort(compareStrings);
  const page = pageOf(ids, compareStrings, request);
  return { collectionIds: page.items, ...(page.nextPageToken && { nextPageToken: page.nextPageToken }) };
}

/** The ids that follow a name in the full names of collections. */
function childIds(collections: readonly string[], above: string): Set<string> {
  const prefix = `${above}/`;
  const below = collections.filter((collection) => collection.startsWith(prefix));
  return new Set(below.map((collection) => collection.slice(prefix.length).split('/', 1)[0]!));
}

/** A page of sorted items. Its token tells the last item given, so that changes between pages shift nothing. */
function pageOf(
  sorted: readonly string[],
  compare: (left: string, right: string) => number,
  { pageSize, pageToken }: { pageSize?: number; pageToken?: string },
): { items: string[]; nextPageToken?: string } {
  if ((pageSize ?? 0) < 0) throw invalid('page_size is negative');
  const size = pageSize || DEFAULT_PAGE_SIZE;
  const last = pageToken && Buffer.from(pageToken, 'base64url').toString();
  const rest = last ? sorted.filter((item) => compare(item, last) > 0) : sorted;
  const items = rest.slice(0, size);
  if (rest.length <= size) return { items };
  return { items, nextPageToken: Buffer.from(items.at(-1)!).toString('base64url') };
}
