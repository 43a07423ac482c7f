import { invalid, ServiceError } from '../../errors.ts';
import type { Method } from './method.ts';
import { METHOD_LIST, type MethodId } from './table.ts';
import { parseTemplate } from './template.ts';
import { belowVersion } from './versions.ts';

/** A request's method, with the variables of its path. */
export interface Route {
  readonly id: MethodId;
  readonly method: Method;
  readonly params: Readonly<Record<string, string>>;
}

const ROUTES = METHOD_LIST.map(([id, method]) => ({ id, method, template: parseTemplate(method.path) }));

/**
 * The method of a verb and a path (without the query). Escapes are decoded first, `%2F` too: no name of the API has a slash
 * that is not a separator.
 * @throws NOT_FOUND, in the service's words
 */
export function route(verb: string, path: string): Route {
  const decoded = decode(path);
  const below = belowVersion(decoded);
  if (below !== undefined) {
    for (const { id, method, template } of ROUTES) {
      const params = method.verb === verb ? template.match(below) : undefined;
      if (params) return { id, method, params };
    }
  }
  throw new ServiceError('NOT_FOUND', 'Method not found.');
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw invalid('The path of the request is not validly percent-encoded.');
  }
}
