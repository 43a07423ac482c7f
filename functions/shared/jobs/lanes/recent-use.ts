/** After this time a use counts half, in milliseconds. */
const HALF_LIFE = 10_000;
/** What has become less than this, in milliseconds, is forgotten. */
const NOTHING = 1;
/** The number of callers at which forgotten ones are looked for. */
const MANY = 1_000;

interface Use {
  readonly milliseconds: number;
  readonly at: number;
}

/** The computing time that each caller has had of late. What is past fades: it halves every ten seconds. */
export class RecentUse {
  readonly #uses = new Map<string, Use>();

  /** Adds `milliseconds` that a caller has had, at the time `now` (in milliseconds). */
  add(caller: string, milliseconds: number, now: number): void {
    this.#uses.set(caller, { milliseconds: this.of(caller, now) + milliseconds, at: now });
    if (this.#uses.size >= MANY) this.#forget(now);
  }

  /** The milliseconds that a caller has had, as they count at the time `now`. */
  of(caller: string, now: number): number {
    const use = this.#uses.get(caller);
    return use ? use.milliseconds * 2 ** ((use.at - now) / HALF_LIFE) : 0;
  }

  #forget(now: number): void {
    for (const caller of this.#uses.keys()) {
      if (this.of(caller, now) < NOTHING) this.#uses.delete(caller);
    }
  }
}
