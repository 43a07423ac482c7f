interface Line<T> {
  /** Those before all others of the caller. */
  readonly quick: T[];
  readonly others: T[];
}

/**
 * A queue with a line for each caller. Whose turn it is decides who has used least; within a line the order is that of arrival, those that
 * are known to be quick first.
 */
export class FairQueue<T> {
  readonly #lines = new Map<string, Line<T>>();
  #size = 0;

  /** The number of those that wait. */
  get size(): number {
    return this.#size;
  }

  push(caller: string, item: T, quick: boolean): void {
    let line = this.#lines.get(caller);
    if (!line) {
      line = { quick: [], others: [] };
      this.#lines.set(caller, line);
    }
    (quick ? line.quick : line.others).push(item);
    this.#size++;
  }

  /** The number of those that wait for a caller. */
  sizeOf(caller: string): number {
    const line = this.#lines.get(caller);
    return line ? line.quick.length + line.others.length : 0;
  }

  /** Takes one out that does not want to wait any longer. */
  remove(caller: string, item: T): void {
    const line = this.#lines.get(caller);
    if (!line) return;
    for (const part of [line.quick, line.others]) {
      const at = part.indexOf(item);
      if (at < 0) continue;
      part.splice(at, 1);
      this.#taken(caller, line);
    }
  }

  /**
   * Takes the next one out: of the callers that may go, the one for whom `used` is least.
   * @returns undefined if nobody may go
   */
  next(mayGo: (caller: string) => boolean, used: (caller: string) => number): T | undefined {
    let least = Infinity;
    let chosen: string | undefined;
    for (const caller of this.#lines.keys()) {
      if (!mayGo(caller)) continue;
      const use = used(caller);
      if (use >= least) continue;
      least = use;
      chosen = caller;
    }
    const line = chosen === undefined ? undefined : this.#lines.get(chosen);
    if (chosen === undefined || !line) return undefined;
    const item = line.quick.shift() ?? line.others.shift();
    this.#taken(chosen, line);
    return item;
  }

  #taken(caller: string, { quick, others }: Line<T>): void {
    this.#size--;
    if (quick.length + others.length === 0) this.#lines.delete(caller);
  }
}
