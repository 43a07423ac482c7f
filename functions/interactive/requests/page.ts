import { readPageSize } from '../../shared/api/page-size.ts';
import { invalid } from '../../shared/errors.ts';
import type { PageAsked } from '../../shared/jobs/collection-page.ts';
import { digest } from './image-request.ts';

const PAGE_SIZE = 1000;
/** A page is one reply: no more than a collection may have in one. */
const MAX_PAGE_SIZE = 5000;

/** The fields of a request for a page, as the message has them. */
export interface PageFields {
  readonly pageSize: number | undefined;
  readonly pageToken: string | undefined;
}

/**
 * The page of an expression's elements that a request asks for.
 * @throws INVALID_ARGUMENT for a negative size, and a token of another expression
 */
export function pageOf({ pageSize, pageToken }: PageFields, expression: string): PageAsked {
  const offset = pageToken ? readToken(pageToken, expression) : 0;
  const size = readPageSize(pageSize, { usual: PAGE_SIZE, most: MAX_PAGE_SIZE });
  return { offset, pageSize: size, nextPageToken: `${offset + size}-${digest(expression)}` };
}

/**
 * The offset in a page token: the number of features before the page.
 * @throws INVALID_ARGUMENT for a token of another expression
 */
function readToken(token: string, expression: string): number {
  const [, offset, tag] = /^(\d{1,15})-([0-9a-f]{32})$/.exec(token) ?? [];
  if (tag === undefined || tag !== digest(expression)) throw invalid('Invalid page token.');
  return Number(offset);
}
