import { LRUCache } from 'lru-cache';

/** Subjects remembered. */
const REMEMBERED = 10_000;

/** How long a job takes: the lane that it belongs to. */
export type Weight = 'light' | 'medium' | 'heavy';

/** How long jobs about a subject take. One that has taken long may have been on a thread that had read nothing yet: the faster one of the last two counts. */
export class KnownWeights {
  /** The milliseconds of the last two jobs about a subject. */
  readonly #known = new LRUCache<string, readonly [before: number | undefined, last: number]>({ max: REMEMBERED });
  readonly #patience: number;
  readonly #mediumPatience: number;

  /**
   * @param patience milliseconds; what takes longer is medium
   * @param mediumPatience milliseconds; what takes longer is heavy
   */
  constructor(patience: number, mediumPatience: number) {
    this.#patience = patience;
    this.#mediumPatience = mediumPatience;
  }

  /** @returns undefined for a subject of which too few jobs have run of late */
  of(subject: string | undefined): Weight | undefined {
    const known = subject === undefined ? undefined : this.#known.get(subject);
    if (!known) return undefined;
    const [before, last] = known;
    if (before === undefined && last > this.#patience && last <= this.#mediumPatience) return undefined;
    const least = Math.min(before ?? last, last);
    if (least <= this.#patience) return 'light';
    return least <= this.#mediumPatience ? 'medium' : 'heavy';
  }

  /** Remembers that a job has worked for `milliseconds`. */
  remember(subject: string | undefined, milliseconds: number): void {
    if (subject !== undefined) this.#known.set(subject, [this.#known.get(subject)?.[1], milliseconds]);
  }
}
