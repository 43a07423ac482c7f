interface Waiting {
  readonly bytes: number;
  go(): void;
}

/** Bytes of memory that pieces of work claim before they use them; who finds too few left waits, in order of arrival. */
export class ByteBudget {
  readonly #most: number;
  #claimed = 0;
  readonly #waiting: Waiting[] = [];

  /** @param most bytes that are claimed at a time; a piece that needs more than these goes alone */
  constructor(most: number) {
    this.#most = most;
  }

  /** Does some work as soon as its bytes are there. */
  async hold<T>(bytes: number, work: () => Promise<T>): Promise<T> {
    if (this.#waiting.length > 0 || !this.#fits(bytes)) {
      await new Promise<void>((go) => this.#waiting.push({ bytes, go }));
    } else this.#claimed += bytes;
    try {
      return await work();
    } finally {
      this.#claimed -= bytes;
      this.#admit();
    }
  }

  #fits(bytes: number): boolean {
    return this.#claimed === 0 || this.#claimed + bytes <= this.#most;
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next && this.#fits(next.bytes); next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#claimed += next.bytes;
      next.go();
    }
  }
}
