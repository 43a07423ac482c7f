import { isNumberValue } from '../../values/number.ts';
import { numberText } from '../../values/number-text.ts';
import type { Element } from './element.ts';
import { Feature } from './feature.ts';

/** The property that tells an element from the others of its collection. */
export const INDEX = 'system:index';

/** An element's index in its collection; undefined if it has none. */
export function indexOf(element: Element): string | undefined {
  const index = element.property(INDEX);
  if (isNumberValue(index)) return numberText(index);
  return typeof index === 'string' ? index : undefined;
}

/** A copy of the element with another index. */
export function withIndex(element: Element, index: string): Element {
  if (element instanceof Feature) return element.withId(index);
  return element.withProperties(new Map(element.properties).set(INDEX, index));
}

/** An element of a list gets its place as index, unless it has one. */
export function indexedAt(element: Element, place: number): Element {
  return indexOf(element) === undefined ? withIndex(element, String(place)) : element;
}

/** The elements of a list, each with an index. */
export function indexedList(elements: readonly Element[]): Element[] {
  return elements.map(indexedAt);
}

/** The element with its index prefixed by that of another element: 1_7. */
export function withPrefix(element: Element, prefix: string): Element {
  return withIndex(element, `${prefix}_${indexOf(element) ?? 0}`);
}
