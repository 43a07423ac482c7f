import { LRUCache } from 'lru-cache';
import { matcherOf, type RegularExpression, regularExpression } from './regular-expression.ts';

/** Compiled patterns: a selector is often applied to each element of a collection. */
const patterns = new LRUCache<string, RegularExpression>({ max: 100 });

/** Selectors without special characters of regular expressions: they match only themselves. */
const PLAIN = /^[\w\s:-]*$/;

/**
 * The names that a selector of bands, properties or keys means: the name that it is, else all that it matches as a regular expression over
 * whole names, in their order.
 * @throws ArgumentError if it is no name and no regular expression
 */
export function selectedNames(names: readonly string[], selector: string): readonly string[] {
  if (names.includes(selector)) return [selector];
  if (PLAIN.test(selector)) return [];
  let pattern = patterns.get(selector);
  if (pattern === undefined) {
    pattern = regularExpression(selector, '');
    patterns.set(selector, pattern);
  }
  const expression = pattern;
  return names.filter((name) => matcherOf(expression, name).matches());
}
