import { LRUCache } from 'lru-cache';

/** Subjects remembered. */
const REMEMBERED = 10_000;

/** Whether jobs about a subject have been light or heavy before. */
export class KnownWeights {
  readonly #known = new LRUCache<string, 'light' | 'heavy'>({ max: REMEMBERED });
  readonly #patience: number;

  /** @param patience milliseconds; what takes longer is heavy */
  constructor(patience: number) {
    this.#patience = patience;
  }

  /** @returns undefined for a subject of which no job has run of late */
  of(subject: string | undefined): 'light' | 'heavy' | undefined {
    return subject === undefined ? undefined : this.#known.get(subject);
  }

  /** Remembers that a job has held a thread for `milliseconds`. */
  remember(subject: string | undefined, milliseconds: number): void {
    if (subject !== undefined) this.#known.set(subject, milliseconds > this.#patience ? 'heavy' : 'light');
  }
}
