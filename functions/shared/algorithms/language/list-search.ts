import { keyOf } from '../../values/equality.ts';
import type { ListValue, Value } from '../../values/value.ts';

function keysOf(list: ListValue): unknown[] {
  return list.map(keyOf);
}

/** The keys of all elements. */
export function keySet(list: ListValue): Set<unknown> {
  return new Set(keysOf(list));
}

/** The index of the first element that is equal to a value; -1 if there is none. */
export function indexOf(list: ListValue, value: Value): number {
  // A set compares keys as `keyOf` wants it: NaN is equal to NaN.
  const wanted = new Set([keyOf(value)]);
  return list.findIndex((item) => wanted.has(keyOf(item)));
}

/** The number of elements that are equal to a value. */
export function countEqual(list: ListValue, value: Value): number {
  const wanted = new Set([keyOf(value)]);
  return list.reduce((count: number, item) => (wanted.has(keyOf(item)) ? count + 1 : count), 0);
}

/** Elements without those equal to an earlier one. */
export function distinct(list: ListValue): Value[] {
  const seen = new Set<unknown>();
  return list.filter((item) => {
    const key = keyOf(item);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * The index where a list stands in another one; -1 if nowhere. In linear time, by Knuth, Morris and Pratt's table of how
 * far a failed match can be kept.
 */
export function indexOfSublist(list: ListValue, target: ListValue): number {
  if (target.length === 0) return 0;
  const [text, pattern] = [keysOf(list), keysOf(target)];
  const kept = keptLengths(pattern);
  for (let i = 0, matched = 0; i < text.length; i++) {
    while (matched > 0 && !Object.is(text[i], pattern[matched])) matched = kept[matched - 1];
    if (Object.is(text[i], pattern[matched])) matched++;
    if (matched === pattern.length) return i - matched + 1;
  }
  return -1;
}

function keptLengths(pattern: readonly unknown[]): number[] {
  const kept = [0];
  for (let i = 1, matched = 0; i < pattern.length; i++) {
    while (matched > 0 && !Object.is(pattern[i], pattern[matched])) matched = kept[matched - 1];
    if (Object.is(pattern[i], pattern[matched])) matched++;
    kept.push(matched);
  }
  return kept;
}

/** The last index at which a list occurs within another one. */
export function lastIndexOfSublist(list: ListValue, target: ListValue): number {
  if (target.length === 0) return list.length;
  const index = indexOfSublist(list.toReversed(), target.toReversed());
  return index < 0 ? -1 : list.length - index - target.length;
}
