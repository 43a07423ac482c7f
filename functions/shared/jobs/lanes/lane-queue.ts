import { FairQueue, type MayGo, type Used } from './fair-queue.ts';

/**
 * Those that wait for a lane. What is known to be quick has a queue of its own; the two take turns. So it waits for one of the others at
 * most, which may take as long as a job is thought to be light, and the others are never kept waiting by what is quick alone.
 */
export class LaneQueue<T> {
  readonly #quick = new FairQueue<T>();
  readonly #others = new FairQueue<T>();
  #quickIsNext = true;

  push(caller: string, item: T, quick: boolean): void {
    (quick ? this.#quick : this.#others).push(caller, item);
  }

  /** The number of those that wait for a caller. */
  sizeOf(caller: string): number {
    return this.#quick.sizeOf(caller) + this.#others.sizeOf(caller);
  }

  /** Whether nobody waits. */
  isEmpty(): boolean {
    return !this.some(() => true);
  }

  /** Whether somebody waits who may go. */
  some(mayGo: MayGo): boolean {
    return this.#quick.some(mayGo) || this.#others.some(mayGo);
  }

  /** Takes one out that does not want to wait any longer. */
  remove(caller: string, item: T): void {
    this.#quick.remove(caller, item);
    this.#others.remove(caller, item);
  }

  /** Takes the next one out. @returns undefined if nobody may go */
  next(mayGo: MayGo, used: Used): T | undefined {
    const [first, second] = this.#quickIsNext ? [this.#quick, this.#others] : [this.#others, this.#quick];
    const chosen = first.some(mayGo) ? first : second;
    this.#quickIsNext = chosen !== this.#quick;
    return chosen.next(mayGo, used);
  }
}
