/** Bytes of kernel values that are kept. */
const CACHE_BYTES = 128 * 1024 * 1024;
/** Two rows are looked at together. */
const LEAST_ROWS = 4;

/**
 * The beginnings of rows of a matrix, of which those that were used last are kept (as LIBSVM does it). Rows and columns may change
 * places.
 */
export class RowCache {
  readonly #length: number;
  readonly #slots: Float32Array[] = [];
  readonly #most: number;
  /** The slot of each row; -1 if the row is not kept. */
  readonly #slotOf: Int32Array;
  /** The row of each slot, and the number of the row's values that are known. */
  readonly #rowOf: Int32Array;
  readonly #known: Int32Array;
  /** Slots in a ring by their last use, with a place between the latest and the earliest one. */
  readonly #next: Int32Array;
  readonly #previous: Int32Array;

  constructor(length: number) {
    this.#length = length;
    this.#most = Math.min(length, Math.max(LEAST_ROWS, Math.floor(CACHE_BYTES / (4 * length))));
    this.#slotOf = new Int32Array(length).fill(-1);
    this.#rowOf = new Int32Array(this.#most).fill(-1);
    this.#known = new Int32Array(this.#most);
    this.#next = new Int32Array(this.#most + 1).fill(this.#most);
    this.#previous = new Int32Array(this.#most + 1).fill(this.#most);
  }

  /**
   * A row whose first `length` values are known.
   * @param fill computes the values of a range
   */
  row(row: number, length: number, fill: (into: Float32Array, from: number, to: number) => void): Float32Array {
    let slot = this.#slotOf[row];
    if (slot >= 0) this.#unlink(slot);
    else slot = this.#freeSlot();
    this.#slotOf[row] = slot;
    this.#rowOf[slot] = row;
    this.#linkLast(slot);
    const values = this.#slots[slot];
    const known = this.#known[slot];
    if (known < length) {
      fill(values, known, length);
      this.#known[slot] = length;
    }
    return values;
  }

  /** Rows and columns change places; `a` is below `b`. */
  swap(a: number, b: number): void {
    const [slotA, slotB] = [this.#slotOf[a], this.#slotOf[b]];
    this.#slotOf[a] = slotB;
    this.#slotOf[b] = slotA;
    if (slotA >= 0) this.#rowOf[slotA] = b;
    if (slotB >= 0) this.#rowOf[slotB] = a;
    for (let slot = 0; slot < this.#slots.length; slot++) {
      const known = this.#known[slot];
      if (known <= a) continue;
      const values = this.#slots[slot];
      // What is not known cannot move to the front.
      if (known <= b) this.#known[slot] = a;
      else {
        const value = values[a];
        values[a] = values[b];
        values[b] = value;
      }
    }
  }

  #freeSlot(): number {
    if (this.#slots.length < this.#most) return this.#slots.push(new Float32Array(this.#length)) - 1;
    const slot = this.#next[this.#most];
    this.#unlink(slot);
    this.#slotOf[this.#rowOf[slot]] = -1;
    this.#known[slot] = 0;
    return slot;
  }

  #unlink(slot: number): void {
    this.#next[this.#previous[slot]] = this.#next[slot];
    this.#previous[this.#next[slot]] = this.#previous[slot];
  }

  #linkLast(slot: number): void {
    const end = this.#most;
    const last = this.#previous[end];
    this.#next[last] = slot;
    this.#previous[slot] = last;
    this.#next[slot] = end;
    this.#previous[end] = slot;
  }
}
