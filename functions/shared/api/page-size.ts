import { invalid } from '../errors.ts';

/**
 * The number of entries of a page that a request asks for.
 * @param limits what it gets if it does not say, and the most it gets
 * @throws INVALID_ARGUMENT
 */
export function readPageSize(pageSize = 0, { usual, most }: { readonly usual: number; readonly most: number }): number {
  if (pageSize < 0) throw invalid(`Invalid value at 'pageSize': must not be negative. Got ${pageSize}.`);
  return pageSize === 0 ? usual : Math.min(pageSize, most);
}
