import { NOTHING, type Use } from './use.ts';

/** Requests are averaged over this time, in milliseconds. */
const PERIOD = 10_000;
/** Below this rate, in requests a second, a key without computations is forgotten. */
const SILENT = 0.05;

interface Entry {
  running: number;
  /** Requests of late, as they count at the time `at`: they fade by the factor e in each period. */
  requests: number;
  at: number;
}

/** What each user and each project uses of this instance. Times are in milliseconds. */
export class LocalUse {
  readonly #entries = new Map<string, Entry>();

  of(key: string, now: number): Use {
    const entry = this.#entries.get(key);
    return entry ? { running: entry.running, perSecond: rateOf(entry, now) } : NOTHING;
  }

  /** Counts a request. */
  request(key: string, now: number): void {
    const entry = this.#entry(key);
    entry.requests = requestsOf(entry, now) + 1;
    entry.at = now;
  }

  /** Counts computations that begin (1) or end (-1). */
  computation(key: string, change: 1 | -1): void {
    this.#entry(key).running += change;
  }

  /** Forgets who has been silent for long. */
  forgetSilent(now: number): void {
    for (const [key, entry] of this.#entries) {
      if (entry.running === 0 && rateOf(entry, now) < SILENT) this.#entries.delete(key);
    }
  }

  #entry(key: string): Entry {
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = { running: 0, requests: 0, at: 0 };
      this.#entries.set(key, entry);
    }
    return entry;
  }
}

/** A clock that is set back changes nothing. */
function requestsOf({ requests, at }: Entry, now: number): number {
  return requests * Math.exp(Math.min(0, at - now) / PERIOD);
}

/** Requests a second. */
function rateOf(entry: Entry, now: number): number {
  return (requestsOf(entry, now) * 1_000) / PERIOD;
}
