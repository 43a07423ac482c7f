import type { FunctionName } from './method.ts';
import { route } from './router.ts';

/**
 * The paths of the batch function that are not REST methods: the JavaScript client's batch requests, and the calls of Cloud Tasks and Cloud
 * Scheduler.
 */
export const BATCH_PATHS = { full: '/batch', prefix: '/tasks/' } as const;

/**
 * The function that serves a request. Both the local front and the routes of the cloud's load balancer follow from it. Requests that match
 * no method go to `interactive`.
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
