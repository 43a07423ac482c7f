import { AsyncLocalStorage } from 'node:async_hooks';
import type { Domain } from 'node:domain';

type Tell = (error: unknown) => void;

/** Whom a stray error of a request is told to. */
const requests = new AsyncLocalStorage<Tell>();

/**
 * Serves a request. It fails with the first error that is thrown in its course outside of every promise, such as an `error` event that nobody listens for:
 * the functions framework would answer that with its message, as HTML, or end the process.
 */
export async function withStrayErrors<T>(serve: () => Promise<T>): Promise<T> {
  const stray = Promise.withResolvers<never>();
  stray.promise.catch(() => {});
  leaveDomain(stray.reject);
  return Promise.race([requests.run(stray.reject, serve), stray.promise]);
}

/** The framework runs a request that comes by way of it in a domain of its own, whose listener is replaced. */
function leaveDomain(tell: Tell): void {
  const { domain } = process as NodeJS.Process & { domain?: Domain | null };
  domain?.removeAllListeners('error');
  domain?.on('error', tell);
}

/** From now on errors that are thrown in the course of a request fail that request alone. */
export function catchStrayErrors(): void {
  // Once for all functions of this process.
  process.off('uncaughtException', takeError);
  process.on('uncaughtException', takeError);
}

function takeError(error: unknown): void {
  const tell = requests.getStore();
  if (tell) tell(error);
  // What is of no request is for others that listen, or, as without listeners, the end.
  else if (process.listenerCount('uncaughtException') === 1) throw error;
}

/** A listener of uncaught exceptions that hears nothing of those of requests. */
export function unlessOfRequest(listener: (...args: unknown[]) => void): (...args: unknown[]) => void {
  return (error, ...more) => {
    if (requests.getStore() === undefined) listener(error, ...more);
  };
}
