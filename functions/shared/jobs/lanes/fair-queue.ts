/** Whether a caller may go now. */
export type MayGo = (caller: string) => boolean;
/** How much a caller has used. */
export type Used = (caller: string) => number;

/** A queue with a line for each caller. Whose turn it is decides who has used least; within a line the order is that of arrival. */
export class FairQueue<T> {
  readonly #lines = new Map<string, T[]>();

  push(caller: string, item: T): void {
    const line = this.#lines.get(caller);
    if (line) line.push(item);
    else this.#lines.set(caller, [item]);
  }

  /** The number of those that wait for a caller. */
  sizeOf(caller: string): number {
    return this.#lines.get(caller)?.length ?? 0;
  }

  /** Whether somebody waits who may go. */
  some(mayGo: MayGo): boolean {
    return [...this.#lines.keys()].some(mayGo);
  }

  /** Takes one out that does not want to wait any longer. */
  remove(caller: string, item: T): void {
    const line = this.#lines.get(caller) ?? [];
    const at = line.indexOf(item);
    if (at < 0) return;
    line.splice(at, 1);
    if (line.length === 0) this.#lines.delete(caller);
  }

  /**
   * Takes the next one out: of the callers that may go, the one who has used least.
   * @returns undefined if nobody may go
   */
  next(mayGo: MayGo, used: Used): T | undefined {
    let least = Infinity;
    let chosen: string | undefined;
    for (const caller of this.#lines.keys()) {
      if (!mayGo(caller)) continue;
      const use = used(caller);
      if (use >= least) continue;
      least = use;
      chosen = caller;
    }
    if (chosen === undefined) return undefined;
    const line = this.#lines.get(chosen);
    const item = line?.shift();
    if (line?.length === 0) this.#lines.delete(chosen);
    return item;
  }
}
