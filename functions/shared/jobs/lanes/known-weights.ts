import { LRUCache } from 'lru-cache';

/** Subjects remembered. */
const REMEMBERED = 10_000;

/** Whether jobs about a subject have been light or heavy before. */
export class KnownWeights {
  readonly #known = new LRUCache<string, 'light' | 'heavy'>({ max: REMEMBERED });
  readonly #patience: number;
  readonly #quickPatience: number;

  /**
   * @param patience milliseconds; what takes longer is heavy
   * @param quickPatience the same for what has been light before: once, on a thread that has read nothing yet, it may take longer
   */
  constructor(patience: number, quickPatience: number) {
    this.#patience = patience;
    this.#quickPatience = quickPatience;
  }

  /** @returns undefined for a subject of which no job has run of late */
  of(subject: string | undefined): 'light' | 'heavy' | undefined {
    return subject === undefined ? undefined : this.#known.get(subject);
  }

  /** Remembers that a job has held a thread for `milliseconds`. */
  remember(subject: string | undefined, milliseconds: number): void {
    if (subject === undefined) return;
    const patience = this.of(subject) === 'light' ? this.#quickPatience : this.#patience;
    this.#known.set(subject, milliseconds > patience ? 'heavy' : 'light');
  }
}
