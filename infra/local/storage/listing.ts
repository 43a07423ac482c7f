import { type Answer, json } from './answer.ts';
import { invalid, noSuchBucket, notImplemented } from './errors.ts';
import { objectResource } from './object-resource.ts';
import { objectFromRow, type StoredObject } from './object-row.ts';
import { integerParameter } from './preconditions.ts';
import type { StorageRequest } from './request.ts';
import type { StorageState } from './state.ts';
import { afterAllWith } from './text-order.ts';

/** Items and prefixes of a page, together (the service's limit). */
const MOST_ON_A_PAGE = 1000;

/** `objects.list`: in the order of the names' bytes, with prefix, delimiter, offsets and pages. */
export function listObjects(state: StorageState, request: StorageRequest): Answer {
  const { bucket, query } = request;
  for (const parameter of ['matchGlob', 'softDeleted', 'includeFoldersAsPrefixes', 'filter']) {
    if (query.has(parameter)) throw notImplemented(`the list parameter '${parameter}'`, 'filter the names that come.');
  }
  if (!state.database.sql('SELECT 1 FROM buckets WHERE name = ?').get(bucket)) throw noSuchBucket();
  const most = Math.min(integerParameter(query, 'maxResults') ?? MOST_ON_A_PAGE, MOST_ON_A_PAGE);
  if (most === 0) throw invalid('Invalid value for maxResults: it must be at least 1.', 'maxResults');
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const trailing = query.get('includeTrailingDelimiter') === 'true';
  const endOffset = query.get('endOffset') || undefined;

  const items: StoredObject[] = [];
  const prefixes: string[] = [];
  let from: string | undefined = [query.get('startOffset') ?? '', prefix, parsePageToken(query)].reduce((a, b) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b)) >= 0 ? a : b,
  );
  let more = false;
  while (from !== undefined) {
    const row = nextObject(state, bucket, from);
    if (!row?.name.startsWith(prefix)) break;
    if (endOffset !== undefined && Buffer.compare(Buffer.from(row.name), Buffer.from(endOffset)) >= 0) break;
    const cut = delimiter === '' ? -1 : row.name.indexOf(delimiter, prefix.length);
    if (items.length + prefixes.length >= most) {
      more = true;
      break;
    }
    if (cut < 0) {
      items.push(row);
      from = `${row.name}\0`;
      continue;
    }
    const group = row.name.slice(0, cut + delimiter.length);
    prefixes.push(group);
    // The object that is called as its group is the first of it.
    if (trailing && row.name === group) items.push(row);
    from = afterAllWith(group);
  }
  return json({
    kind: 'storage#objects',
    nextPageToken: more ? Buffer.from(from!).toString('base64url') : undefined,
    prefixes: prefixes.length > 0 ? prefixes : undefined,
    items: items.length > 0 ? items.map((object) => objectResource(object, state.origin)) : undefined,
  });
}

/** The first object at `from` or after it. */
function nextObject(state: StorageState, bucket: string, from: string): StoredObject | undefined {
  const row = state.database
    .sql('SELECT * FROM objects WHERE bucket = ? AND name >= ? ORDER BY name LIMIT 1')
    .get(bucket, from);
  return row && objectFromRow(row);
}

/** A page token is the name at which the page begins. */
function parsePageToken(query: URLSearchParams): string {
  return Buffer.from(query.get('pageToken') ?? '', 'base64url').toString();
}
