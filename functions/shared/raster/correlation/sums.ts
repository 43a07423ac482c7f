/** Sums over pairs of values, from which a correlation follows: of several bands, each around its own means. */
export class PairSums {
  #within = 0;
  #first = 0;
  #second = 0;

  /** Begins anew. */
  clear(): void {
    this.#within = 0;
    this.#first = 0;
    this.#second = 0;
  }

  /** Adds a band: the number of pairs, both sums, both sums of squares, and that of products. */
  add(count: number, a: number, b: number, aa: number, bb: number, ab: number): void {
    if (count === 0) return;
    this.#within += ab - (a * b) / count;
    this.#first += Math.max(0, aa - (a * a) / count);
    this.#second += Math.max(0, bb - (b * b) / count);
  }

  /** Pearson's correlation from -1 to 1; 0 where a side is the same everywhere. */
  correlation(): number {
    const product = this.#first * this.#second;
    return product > 0 ? Math.max(-1, Math.min(1, this.#within / Math.sqrt(product))) : 0;
  }
}
