import { invalid } from '../../shared/errors.ts';
import type { Json } from '../../shared/values/value.ts';

const MAX_PROPERTIES = 1_000;
const MAX_KEY = 110;

/**
 * The properties of an asset as they can be kept: numbers, texts, and lists of these.
 * @throws INVALID_ARGUMENT for others
 */
export function checkProperties(properties: { readonly [name: string]: unknown }): { [name: string]: Json } {
  const entries = Object.entries(properties);
  if (entries.length > MAX_PROPERTIES) {
    throw invalid(`An asset has at most ${MAX_PROPERTIES} properties. Got ${entries.length}.`);
  }
  return Object.fromEntries(entries.map(([name, value]) => [checkKey(name), checkProperty(name, value)]));
}

/** A property's value, checked. */
export function checkProperty(name: string, value: unknown): Json {
  const elements = Array.isArray(value) ? value : [value];
  if (elements.every((one) => typeof one === 'number' || typeof one === 'string' || typeof one === 'boolean')) {
    return value as Json;
  }
  throw invalid(`Property '${name.slice(0, 100)}' must be a number, a text, a boolean or a list of these.`);
}

/** A property's name, checked. */
export function checkKey(name: string): string {
  if (name.length > 0 && name.length <= MAX_KEY && !/^__.*__$/.test(name)) return name;
  throw invalid(`Invalid property name '${name.slice(0, 120)}': it must have 1 to ${MAX_KEY} characters.`);
}
