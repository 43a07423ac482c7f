import type { Layer } from './exchange.ts';

/**
 * What every reply says to browsers: that it is what its type says, and that a page of another origin may read it by a fetch that names the
 * page only, not as an image or a script.
 */
export const PROTECTION = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** For replies that browsers fetch as images for any page that knows their names, which cannot be guessed. */
export const SHOWN_ANYWHERE = { 'cross-origin-resource-policy': 'cross-origin' } as const;

/** Adds them to every reply, errors too. Whether a page may read a reply depends on the page, so caches must tell pages apart. */
export const withProtection: Layer = (inner) => (exchange) => {
  exchange.response.setHeaders(new Headers({ ...PROTECTION, vary: 'Origin' }));
  return inner(exchange);
};
