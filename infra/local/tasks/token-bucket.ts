/** The limit of a rate: tokens flow in at `perSecond`, up to `burst`; each dispatch takes one. Times in milliseconds. */
export class TokenBucket {
  #perSecond: number;
  #burst: number;
  #tokens: number;
  #filledAt: number;

  /** Full at the start. */
  constructor(perSecond: number, burst: number, now: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = burst;
    this.#filledAt = now;
  }

  /** Changes the rate; tokens that are there stay, up to the new burst. */
  configure(perSecond: number, burst: number, now: number): void {
    this.#fill(now);
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = Math.min(this.#tokens, burst);
  }

  /** Takes a token: 0 if there was one, else how long until there will be one. */
  take(now: number): number {
    this.#fill(now);
    // A millionth short is rounding.
    if (this.#tokens > 1 - 1e-6) {
      this.#tokens -= 1;
      return 0;
    }
    return ((1 - this.#tokens) / this.#perSecond) * 1000;
  }

  #fill(now: number): void {
    const passed = Math.max(now - this.#filledAt, 0);
    this.#tokens = Math.min(this.#tokens + (passed / 1000) * this.#perSecond, this.#burst);
    this.#filledAt = now;
  }
}
