import { wrong } from '../../errors.ts';
import type { Value } from '../../values/value.ts';
import type { Context } from '../context.ts';

/** Most elements of a list that is made rather than sent. */
export const MAX_LIST_LENGTH = 10_000_000;

/** Refuses lists that are too long to be made at all. */
export function checkLength(length: number): void {
  if (length > MAX_LIST_LENGTH) {
    throw wrong(`The list would have ${length} elements; at most ${MAX_LIST_LENGTH} are allowed.`);
  }
}

/** Counts the elements of a list that is about to be made, unless it is too long to be made at all. */
export function claimList(length: number, context: Context): void {
  checkLength(length);
  context.spend(length);
}

/** The position that an index means, which counts from the end if it is negative; an error beyond `last`. */
export function positionOf(index: number, length: number, last: number = length - 1): number {
  const position = index < 0 ? index + length : index;
  if (position >= 0 && position <= last) return position;
  throw wrong(`List index must be between 0 and ${last}, or -${length} and -1. Found ${index}.`);
}

/** A list with some of its elements replaced by others. */
export function spliced(list: readonly Value[], start: number, count: number, others: readonly Value[]): Value[] {
  return list.slice(0, start).concat(others, list.slice(start + count));
}
