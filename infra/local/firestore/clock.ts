import { invalid } from './errors.ts';
import type { Timestamp } from './messages.ts';

/**
 * Gives the times of commits and reads, in whole microseconds since 1970 (exact in a double until the year 2255).
 *
 * Commit times increase strictly, also when the machine's clock stands still or goes back, so that "changed since
 * that time" is never ambiguous.
 */
export class CommitClock {
  #last: number;

  constructor(last = 0) {
    this.#last = last;
  }

  /** A time later than any given before. */
  next(): number {
    this.#last = Math.max(this.#last + 1, Date.now() * 1000);
    return this.#last;
  }

  /** A time at which every commit so far is visible; commits to come are later. */
  read(): number {
    this.#last = Math.max(this.#last, Date.now() * 1000);
    return this.#last;
  }
}

/** Microseconds since 1970 as a protobuf timestamp. */
export function toTimestamp(micros: number): Timestamp {
  const seconds = Math.floor(micros / 1e6);
  return { seconds: String(seconds), nanos: (micros - seconds * 1e6) * 1000 };
}

/** A protobuf timestamp as microseconds since 1970; smaller fractions are cut off, as the service does. */
export function fromTimestamp(timestamp: Timestamp): number {
  const micros = Number(timestamp.seconds ?? 0) * 1e6 + Math.floor((timestamp.nanos ?? 0) / 1000);
  if (!Number.isSafeInteger(micros)) throw invalid('A timestamp must lie between the years 1 and 9999.');
  return micros;
}
