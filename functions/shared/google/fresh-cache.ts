import { LRUCache } from 'lru-cache';

/** Milliseconds for which what was read is taken to be as it was: less than the two seconds after which a change must show. */
const FRESH_MILLISECONDS = 1_500;

interface Entry<T> {
  readonly value: Promise<T>;
  /** When reading began, as `performance.now` counts. */
  readonly since: number;
}

/**
 * What was read lately, by a key. Counted from when reading began, however often it is asked for; failures are not kept.
 * The cache's own times to live do not serve: they count on timers, which do not go off in a worker that is never idle.
 */
export class FreshCache<T> {
  readonly #entries: LRUCache<string, Entry<T>>;

  /** @param max entries kept */
  constructor(max: number) {
    this.#entries = new LRUCache({ max });
  }

  /** The value of a key: read, if it was not lately. */
  get(key: string, read: () => Promise<T>): Promise<T> {
    const now = performance.now();
    const known = this.#entries.get(key);
    if (known && now - known.since < FRESH_MILLISECONDS) return known.value;
    const entry = { value: read(), since: now };
    this.#entries.set(key, entry);
    entry.value.catch(() => {
      if (this.#entries.peek(key) === entry) this.#entries.delete(key);
    });
    return entry.value;
  }
}
