import type { Answer } from './answer.ts';
import { corsOf } from './buckets.ts';
import type { StorageRequest } from './request.ts';
import type { StorageState } from './state.ts';

interface Rule {
  readonly origin?: readonly string[];
  readonly method?: readonly string[];
  readonly responseHeader?: readonly string[];
}

/** An answer that the page which asks for it may read if the bucket's rules (`cors`) let it. Pages of other sites than this machine's are not served at all. */
export function asPagesMay(state: StorageState, request: StorageRequest, answer: Answer): Answer {
  const { origin } = request.headers;
  const rules = origin === undefined ? undefined : corsOf(state, request.bucket);
  if (origin === undefined || !Array.isArray(rules)) return answer;
  const rule = (rules as Rule[]).find(
    ({ origin: origins = [], method = [] }) =>
      (origins.includes(origin) || origins.includes('*')) && (method.includes(request.method) || method.includes('*')),
  );
  if (!rule) return answer;
  const allowed = {
    'access-control-allow-origin': rule.origin?.includes('*') ? '*' : origin,
    'access-control-expose-headers': (rule.responseHeader ?? []).join(', '),
    vary: 'Origin',
  };
  return { ...answer, headers: { ...answer.headers, ...allowed } };
}
