import { AsyncLocalStorage } from 'node:async_hooks';
import { type Endpoint, keepsResults } from './endpoint.ts';
import type { RequestMeasures } from './measures/request-measures.ts';

/** What is known of the request in whose course something is done, wherever it is done. */
export interface RequestScope {
  /** The endpoint that the request came in at. */
  readonly endpoint: Endpoint;
  /** Whether the caller wants to know what it costs, by kinds of work. */
  readonly profiled: boolean;
  /** Filled in by what is done. */
  readonly measures: RequestMeasures;
}

const scopes = new AsyncLocalStorage<RequestScope>();

/** Serves a request: all that is begun by `serve`, and by what it waits for, finds the scope. */
export function inScope<T>(scope: RequestScope, serve: () => T): T {
  return scopes.run(scope, serve);
}

/** The scope of the request in whose course this is called; undefined outside of requests. */
export function requestScope(): RequestScope | undefined {
  return scopes.getStore();
}

/** The endpoint of the request in whose course this is called; what nobody has asked for at an endpoint is as at the standard one. */
export function currentEndpoint(): Endpoint {
  return scopes.getStore()?.endpoint ?? 'standard';
}

/** Whether the request in whose course this is called may have what is computed for others who ask for the same: not one that is to be measured. */
export function sharesWork(): boolean {
  return keepsResults(currentEndpoint()) && !scopes.getStore()?.profiled;
}
