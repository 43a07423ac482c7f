import type { FunctionName } from './method.ts';
import { route } from './router.ts';

/** What the batch function serves besides methods: the JavaScript client's batches, and what queues and the scheduler call. */
export const BATCH_PATHS = { full: '/batch', prefix: '/tasks/' } as const;

/**
 * The function that serves a request: the one truth for the local front and for the load balancer of the cloud. What is no method is
 * answered by `interactive`.
 * @param path without the query
 */
export function servedBy(verb: string, path: string): FunctionName {
  if (path === BATCH_PATHS.full || path.startsWith(BATCH_PATHS.prefix)) return 'batch';
  try {
    return route(verb, path).method.servedBy;
  } catch {
    return 'interactive';
  }
}
