import type { Domain } from 'node:domain';
import { isServiceError } from '../../errors.ts';
import { untilTheEnd } from './ending.ts';
import { errorReply } from './error-reply.ts';
import type { Layer } from './exchange.ts';

/** Answers errors in the form that the clients read; those that are not meant for the caller are told to the log. */
export const withErrors: Layer = (inner) => async (exchange) => {
  // Before anything is awaited: the domain is that of the request.
  const stray = strayErrors();
  try {
    return await untilTheEnd(() => Promise.race([inner(exchange), stray]));
  } catch (error) {
    if (!isServiceError(error)) Object.assign(exchange.known, { error });
    return errorReply(error, exchange.id);
  }
};

/**
 * Errors that are thrown outside of every promise while a request is served, such as an `error` event that nobody listens for.
 * The functions framework answers them with their message, as HTML, because it runs each request in a domain of its own: so
 * its listener is replaced.
 * @returns rejected with the first such error
 */
function strayErrors(): Promise<never> {
  const { domain } = process as NodeJS.Process & { domain?: Domain | null };
  const stray = new Promise<never>((_, reject) => {
    if (!domain) return;
    domain.removeAllListeners('error');
    domain.on('error', reject);
  });
  stray.catch(() => {});
  return stray;
}
