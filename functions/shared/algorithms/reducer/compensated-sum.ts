/** A sum with the rounding error carried along (Neumaier 1974), so that a million pixels add up exactly enough. */
export class CompensatedSum {
  #sum = 0;
  #lost = 0;

  add(value: number): void {
    const next = this.#sum + value;
    this.#lost += Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - next + value : value - next + this.#sum;
    this.#sum = next;
  }

  get value(): number {
    // An infinite sum has lost nothing that could be named.
    return Number.isFinite(this.#sum) ? this.#sum + this.#lost : this.#sum;
  }
}
