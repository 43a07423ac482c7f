interface Waiting {
  readonly units: number;
  go(): void;
}

/**
 * Units of something scarce, such as bytes of memory or reads under way, that pieces of work claim before they use them. Who finds too few left
 * waits, in order of arrival.
 */
export class Budget {
  readonly #most: number;
  #claimed = 0;
  readonly #waiting: Waiting[] = [];

  /** @param most units that are claimed at a time; a piece that needs more than these goes alone */
  constructor(most: number) {
    this.#most = most;
  }

  /** Does some work as soon as its units are there. */
  async hold<T>(units: number, work: () => Promise<T>): Promise<T> {
    if (this.#waiting.length > 0 || !this.#fits(units)) {
      await new Promise<void>((go) => this.#waiting.push({ units, go }));
    } else this.#claimed += units;
    try {
      return await work();
    } finally {
      this.#claimed -= units;
      this.#admit();
    }
  }

  #fits(units: number): boolean {
    return this.#claimed === 0 || this.#claimed + units <= this.#most;
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next && this.#fits(next.units); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#claimed += next.units;
      next.go();
    }
  }
}
