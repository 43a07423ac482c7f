import type { Answer } from './answer.ts';
import { StorageError } from './errors.ts';
import type { StorageRequest } from './request.ts';
import type { StorageState } from './state.ts';

/** What a page may read of an answer to a part of an upload. */
const EXPOSED = 'content-length, content-type, location, range, x-guploader-uploadid';

/** Remembers the page for which a resumable upload is begun: the `Origin` of the first request. The service, too, goes by that one. */
export function rememberOrigin(state: StorageState, id: string, { headers }: StorageRequest): void {
  const { origin } = headers;
  if (origin !== undefined) state.database.sql('INSERT INTO upload_origins VALUES (?, ?)').run(id, origin);
}

/** The headers by which a browser lets a page read the answers of an upload; none for other pages than the one that it was begun for. */
function pageHeaders(state: StorageState, { query, headers }: StorageRequest): Record<string, string> {
  const id = query.get('upload_id') ?? '';
  const row = state.database.sql('SELECT origin FROM upload_origins WHERE id = ?').get(id);
  if (headers.origin === undefined || row?.['origin'] !== headers.origin) return {};
  return {
    'access-control-allow-origin': headers.origin,
    'access-control-expose-headers': EXPOSED,
    vary: 'Origin',
  };
}

/** Answers a browser that asks whether a page may send the parts of an upload. 403 for other pages than the one that it was begun for. */
export function uploadPreflight(state: StorageState, request: StorageRequest): Answer {
  const headers = pageHeaders(state, request);
  if (headers['access-control-allow-origin'] === undefined) {
    throw new StorageError(403, 'forbidden', 'The upload was not begun for this page.');
  }
  return {
    status: 204,
    headers: {
      ...headers,
      'access-control-allow-methods': 'PUT, DELETE',
      'access-control-allow-headers': 'content-type, content-range',
      'access-control-max-age': '3600',
    },
  };
}

/** An answer to a part of an upload, readable by the page that it was begun for. */
export async function forPage(state: StorageState, request: StorageRequest, work: Promise<Answer>): Promise<Answer> {
  const headers = pageHeaders(state, request);
  const answer = await work;
  return { ...answer, headers: { ...answer.headers, ...headers } };
}
