import { LRUCache } from 'lru-cache';
import { SETTINGS } from '../settings.ts';

/** Milliseconds for which what was read counts as current (TERRANE_FRESH_SECONDS). */
export function freshMilliseconds(): number {
  return SETTINGS.freshSeconds.read() * 1_000;
}

interface Entry<T> {
  readonly value: Promise<T>;
  /** When reading began, as `performance.now` counts. */
  readonly since: number;
}

/**
 * A cache whose values expire some time after their reading began (TERRANE_FRESH_SECONDS). Failures are not kept. It does not use LRUCache's own time to live, which
 * relies on timers: they do not fire in a worker that is never idle.
 */
export class FreshCache<T> {
  readonly #entries: LRUCache<string, Entry<T>>;

  /** @param max entries kept */
  constructor(max: number) {
    this.#entries = new LRUCache({ max });
  }

  /** The value of a key; `read` is called if there is none, or it has expired. */
  get(key: string, read: () => Promise<T>): Promise<T> {
    const now = performance.now();
    const known = this.#entries.get(key);
    if (known && now - known.since < freshMilliseconds()) return known.value;
    return this.renew(key, read);
  }

  /** Reads the value of a key anew. */
  renew(key: string, read: () => Promise<T>): Promise<T> {
    const entry = { value: read(), since: performance.now() };
    this.#entries.set(key, entry);
    entry.value.catch(() => {
      if (this.#entries.peek(key) === entry) this.#entries.delete(key);
    });
    return entry.value;
  }
}
