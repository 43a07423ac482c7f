import type { Domain } from 'node:domain';

/**
 * Errors that are thrown outside of every promise while a request is served, such as an `error` event that nobody listens for.
 * The functions framework answers them with their message, as HTML, because it runs each request in a domain of its own: so
 * its listener is replaced.
 * @returns rejected with the first such error
 */
export function strayErrors(): Promise<never> {
  const { domain } = process as NodeJS.Process & { domain?: Domain | null };
  const stray = new Promise<never>((_, reject) => {
    if (!domain) return;
    domain.removeAllListeners('error');
    domain.on('error', reject);
  });
  stray.catch(() => {});
  return stray;
}
