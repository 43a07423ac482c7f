import type { MaybePromise } from '../../values/value.ts';

/**
 * A stream of elements that is pulled one by one, so that elements which are not needed are not computed. It is synchronous as long as its
 * source is.
 */
export interface Cursor<T> {
  /** The next element; undefined at the end, and from then on. */
  next(): MaybePromise<T | undefined>;
}

/** The elements of a list. */
export function cursorOf<T>(items: readonly T[]): Cursor<T> {
  let at = 0;
  return { next: () => items[at++] };
}

/** Visits the elements in order, until one is answered by `false`. */
export function forEach<T>(
  cursor: Cursor<T>,
  visit: (item: T, index: number) => MaybePromise<unknown>,
): MaybePromise<void> {
  let index = 0;
  // One loop for as long as nothing waits; a promise carries on with a new one.
  const run = (first: MaybePromise<T | undefined>): MaybePromise<void> => {
    for (let item = first; ; item = cursor.next()) {
      if (item instanceof Promise) return item.then(run);
      if (item === undefined) return undefined;
      const answer = visit(item, index++);
      if (answer === false) return undefined;
      if (answer instanceof Promise) {
        return answer.then((later) => (later === false ? undefined : run(cursor.next())));
      }
    }
  };
  return run(cursor.next());
}

/** All elements. */
export function collect<T>(cursor: Cursor<T>): MaybePromise<T[]> {
  const items: T[] = [];
  const done = forEach(cursor, (item) => {
    items.push(item);
  });
  return done instanceof Promise ? done.then(() => items) : items;
}

/** Maps elements with `each`, leaving out those for which it returns null. */
export function mapCursor<A, B>(
  cursor: Cursor<A>,
  each: (item: A, index: number) => MaybePromise<B | null>,
): Cursor<B> {
  let index = 0;
  const next = (): MaybePromise<B | undefined> => {
    for (;;) {
      const item = cursor.next();
      if (item instanceof Promise) return item.then((later) => settle(later));
      if (item === undefined) return undefined;
      const result = each(item, index++);
      if (result instanceof Promise) return result.then((later) => later ?? next());
      if (result !== null) return result;
    }
  };
  const settle = (item: A | undefined): MaybePromise<B | undefined> => {
    if (item === undefined) return undefined;
    const result = each(item, index++);
    if (result instanceof Promise) return result.then((later) => later ?? next());
    return result ?? next();
  };
  return { next };
}

/** The first elements. */
export function takeCursor<T>(cursor: Cursor<T>, count: number): Cursor<T> {
  let left = count;
  return { next: () => (left-- > 0 ? cursor.next() : undefined) };
}

/** A cursor that is made when the first element is pulled. */
export function deferred<T>(make: () => MaybePromise<Cursor<T>>): Cursor<T> {
  let made: MaybePromise<Cursor<T>> | undefined;
  return {
    next: () => {
      made ??= make();
      return made instanceof Promise ? made.then((cursor) => cursor.next()) : made.next();
    },
  };
}

/** The elements of one cursor after the other; each is opened when the one before is at its end. */
export function concatenated<T>(cursors: Cursor<Cursor<T>>): Cursor<T> {
  let current: Cursor<T> | undefined;
  const next = (): MaybePromise<T | undefined> => {
    for (;;) {
      if (current === undefined) {
        const opened = cursors.next();
        if (opened instanceof Promise)
          return opened.then((cursor) => (cursor === undefined ? undefined : enter(cursor)));
        if (opened === undefined) return undefined;
        current = opened;
      }
      const item = current.next();
      if (item instanceof Promise) return item.then((later) => later ?? leave());
      if (item !== undefined) return item;
      current = undefined;
    }
  };
  const enter = (cursor: Cursor<T>): MaybePromise<T | undefined> => {
    current = cursor;
    return next();
  };
  const leave = (): MaybePromise<T | undefined> => {
    current = undefined;
    return next();
  };
  return { next };
}
