import type { ObjectValue, Value } from '../../values/value.ts';

/**
 * A value with properties: an image, a feature or a collection. `Element.set` and its kin, filters, joins and aggregations use this
 * interface only.
 */
export interface Element extends ObjectValue {
  readonly properties: ReadonlyMap<string, Value>;
  /** A copy with other properties. */
  withProperties(properties: ReadonlyMap<string, Value>): Element;
  /** A property as filters and `get` see it: those that the system gives (`system:id`, `system:index` …) included; null if there is none. */
  property(name: string): Value;
}

export function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && 'withProperties' in value;
}
