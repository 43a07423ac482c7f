/** The numbers that fell between two multiples of a width. */
export interface Bucket {
  weight: number;
  /** Sum of the weighted numbers. */
  sum: number;
  min: number;
  max: number;
}

/**
 * A histogram that grows with its numbers: buckets lie between multiples of their width, a power of 2, which doubles when there
 * would be more of them than allowed.
 */
export class Buckets {
  readonly #most: number;
  #buckets = new Map<number, Bucket>();
  #width: number;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  /** @param width a power of 2 */
  constructor(most: number, width: number) {
    this.#most = most;
    this.#width = width;
  }

  get width(): number {
    return this.#width;
  }

  add(value: number, weight: number): void {
    if (!Number.isFinite(value)) return;
    this.#put(value, { weight, sum: value * weight, min: value, max: value });
    while (this.#last - this.#first >= this.#most) this.#widen();
  }

  /** The buckets that are not empty, with the multiple of the width that each begins at, in ascending order. */
  entries(): (readonly [index: number, bucket: Bucket])[] {
    return [...this.#buckets].sort((a, b) => a[0] - b[0]);
  }

  #put(value: number, other: Bucket): void {
    const index = Math.floor(value / this.#width);
    const bucket = this.#buckets.get(index);
    if (bucket === undefined) {
      this.#buckets.set(index, other);
      this.#first = Math.min(this.#first, index);
      this.#last = Math.max(this.#last, index);
      return;
    }
    bucket.weight += other.weight;
    bucket.sum += other.sum;
    bucket.min = Math.min(bucket.min, other.min);
    bucket.max = Math.max(bucket.max, other.max);
  }

  #widen(): void {
    const old = this.#buckets;
    this.#buckets = new Map();
    this.#width *= 2;
    [this.#first, this.#last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    // A bucket lies in one of the wider ones as a whole: multiples of the double width are multiples of the width.
    for (const bucket of old.values()) this.#put(bucket.min, bucket);
  }
}

/** The power of 2 that is at least a positive number. */
export function powerOf2AtLeast(value: number): number {
  return 2 ** Math.ceil(Math.log2(value));
}
