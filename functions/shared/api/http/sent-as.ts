import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { invalid } from '../../errors.ts';
import { readBody } from './body.ts';
import { originalRequest } from './takeover.ts';

/** The most bytes of a query that is sent as a body: some times as long as an address may be. It is read before anybody knows who calls. */
const MAX_QUERY = 65_536;

/** Verbs that a POST may stand for. */
const OVERRIDES = ['GET', 'PATCH', 'DELETE'];

/**
 * The verb that a request means. HEAD is GET, of whose answer only the headers are sent. A POST may stand for another verb by its header
 * `X-HTTP-Method-Override`: Google's Python client sends so what would be an address of more than 2,048 characters.
 */
export function verbOf(method: string | undefined, headers: IncomingHttpHeaders): string {
  if (method === 'HEAD') return 'GET';
  const override = String(headers['x-http-method-override'] ?? '').toUpperCase();
  return method === 'POST' && OVERRIDES.includes(override) ? override : (method ?? '');
}

/**
 * The query of a request: of a GET that was sent as a POST it is the body.
 * @throws INVALID_ARGUMENT for a body that is no form
 */
export async function queryOf(request: IncomingMessage, verb: string, query: string): Promise<string> {
  if (verb !== 'GET' || request.method !== 'POST') return query;
  const type = originalRequest(request).headers['content-type'] ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) {
    throw invalid('A GET that is sent as a POST has its query as a form: application/x-www-form-urlencoded.');
  }
  return [query, await readBody(request, MAX_QUERY)].filter((part) => part !== '').join('&');
}
