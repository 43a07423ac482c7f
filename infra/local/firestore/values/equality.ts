import { isDeepStrictEqual } from 'node:util';
import type { Fields } from '../messages.ts';

/** Whether two sets of fields are the same to the bit: 1 and 1.0 differ here, as their types do. */
export function sameFields(left: Fields, right: Fields): boolean {
  return left === right || isDeepStrictEqual(left, right);
}
