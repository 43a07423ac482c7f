import { namedError } from '../../errors.ts';
import type { MaybePromise } from '../../values/value.ts';
import type { Cursor } from './cursor.ts';

/**
 * Elements are computed after the algorithm that says how has returned: errors while they are pulled get its name here, as those of a
 * call get it where it is made.
 */
export function withNamedErrors<T>(name: string, open: () => Cursor<T>): () => Cursor<T> {
  const rethrow = (error: unknown): never => {
    throw namedError(name, error);
  };
  return () => {
    const cursor = open();
    return {
      next(): MaybePromise<T | undefined> {
        try {
          const item = cursor.next();
          return item instanceof Promise ? item.catch(rethrow) : item;
        } catch (error) {
          return rethrow(error);
        }
      },
    };
  };
}
