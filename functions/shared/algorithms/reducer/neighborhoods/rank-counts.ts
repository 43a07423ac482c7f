/** Ranks in a block, and blocks in a block of blocks, as a power of 2. */
const BITS = 6;

/**
 * The number of occurrences of each rank, summed in blocks of blocks, so that the rank at a position in the sorted order is found in a few
 * steps.
 */
export class RankCounts {
  readonly #counts: Int32Array;
  readonly #blocks: Int32Array;
  readonly #large: Int32Array;

  /** @param ranks how many there are */
  constructor(ranks: number) {
    this.#counts = new Int32Array(ranks);
    this.#blocks = new Int32Array((ranks >> BITS) + 1);
    this.#large = new Int32Array((ranks >> (2 * BITS)) + 1);
  }

  /**
   * Adds to the count of a rank (a negative number subtracts).
   * @returns the new count
   */
  add(rank: number, times: number): number {
    this.#blocks[rank >> BITS] += times;
    this.#large[rank >> (2 * BITS)] += times;
    this.#counts[rank] += times;
    return this.#counts[rank];
  }

  count(rank: number): number {
    return this.#counts[rank];
  }

  /** The rank at an index of the sorted order, from 0; the index must be less than the total count. */
  at(place: number): number {
    const [counts, blocks, large] = [this.#counts, this.#blocks, this.#large];
    let [left, i] = [place, 0];
    for (; left >= large[i]; i++) left -= large[i];
    for (i <<= BITS; left >= blocks[i]; i++) left -= blocks[i];
    for (i <<= BITS; left >= counts[i]; i++) left -= counts[i];
    return i;
  }
}
