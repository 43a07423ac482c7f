import { Buckets, powerOf2AtLeast } from './buckets.ts';
import type { OrderedNumbers } from './ordered-numbers.ts';
import { WeightedNumbers } from './weighted-numbers.ts';

/** The options of a distribution; null stands for the defaults. */
export interface DistributionOptions {
  readonly maxBuckets: number | null;
  readonly minBucketWidth: number | null;
  readonly maxRaw: number | null;
}

/** Numbers kept as they are before a histogram takes their place. */
const DEFAULT_MAX_RAW = 100_000;
const DEFAULT_MAX_BUCKETS = 4096;
const MAX_BUCKETS = 2 ** 20;
const MAX_RAW = 10_000_000;

interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** Weighted numbers: each of them as long as there are few, then a histogram of them. */
export class Distribution implements OrderedNumbers {
  readonly #options: { readonly maxBuckets: number; readonly minBucketWidth: number | null; readonly maxRaw: number };
  #raw: Weighted[] = [];
  #sorted = true;
  /** The raw numbers, sorted when they are first needed. */
  #numbers: WeightedNumbers | undefined;
  #buckets: Buckets | undefined;

  constructor({ maxBuckets, minBucketWidth, maxRaw }: DistributionOptions, defaultBuckets = DEFAULT_MAX_BUCKETS) {
    const wanted = Math.min(MAX_BUCKETS, Math.max(2, maxBuckets ?? defaultBuckets));
    this.#options = {
      maxBuckets: powerOf2AtLeast(wanted),
      minBucketWidth: minBucketWidth !== null && minBucketWidth > 0 ? minBucketWidth : null,
      maxRaw: Math.min(MAX_RAW, Math.max(0, maxRaw ?? DEFAULT_MAX_RAW)),
    };
  }

  add(value: number, weight: number): void {
    if (Number.isNaN(value) || !(weight > 0)) return;
    if (this.#buckets !== undefined) {
      this.#buckets.add(value, weight);
      return;
    }
    this.#raw.push({ value, weight });
    this.#sorted = false;
    this.#numbers = undefined;
    if (this.#raw.length > this.#options.maxRaw) {
      this.#buckets = this.histogram();
      this.#raw = [];
    }
  }

  /** The numbers as a histogram; whole numbers lie in buckets that are at least 1 wide. */
  histogram(): Buckets {
    if (this.#buckets !== undefined) return this.#buckets;
    const finite = this.#ascending().filter(({ value }) => Number.isFinite(value));
    const range = finite.length === 0 ? 0 : finite[finite.length - 1].value - finite[0].value;
    const { maxBuckets, minBucketWidth } = this.#options;
    const least = minBucketWidth ?? (finite.every(({ value }) => Number.isInteger(value)) ? 1 : 2 ** -1022);
    const wanted = Math.max(least, range === 0 ? 1 : range / maxBuckets);
    const buckets = new Buckets(maxBuckets, powerOf2AtLeast(Math.min(wanted, Number.MAX_VALUE / 4)));
    for (const { value, weight } of finite) buckets.add(value, weight);
    return buckets;
  }

  /**
   * The value below which a fraction (0 to 1) of the numbers lies, interpolated between neighbours; null without numbers. Equal
   * weights give the definition that most programs have as theirs (Hyndman and Fan's seventh).
   */
  quantile(fraction: number): number | null {
    return this.#buckets === undefined
      ? this.#weighted().quantile(fraction)
      : quantileOfBuckets(this.#buckets, fraction);
  }

  /** The value of the most weight: the smallest one of several. Of a histogram, the mean of the heaviest bucket. */
  mode(): number | null {
    return this.#weighted().mode();
  }

  /** The mean of the numbers between two quantiles. */
  meanBetween(from: number, to: number): number | null {
    const [low, high] = [this.quantile(from), this.quantile(to)];
    return low === null || high === null ? null : this.#weighted().meanWithin(low, high);
  }

  #ascending(): readonly Weighted[] {
    if (!this.#sorted) this.#raw.sort((a, b) => a.value - b.value);
    this.#sorted = true;
    return this.#raw;
  }

  /** The numbers, or the means of the buckets. */
  #weighted(): WeightedNumbers {
    if (this.#buckets !== undefined) {
      const buckets = this.#buckets.entries();
      return new WeightedNumbers(
        Float64Array.from(buckets, ([, { sum, weight }]) => sum / weight),
        Float64Array.from(buckets, ([, { weight }]) => weight),
      );
    }
    this.#numbers ??= new WeightedNumbers(
      Float64Array.from(this.#ascending(), ({ value }) => value),
      Float64Array.from(this.#ascending(), ({ weight }) => weight),
    );
    return this.#numbers;
  }
}

function quantileOfBuckets(buckets: Buckets, fraction: number): number | null {
  const entries = buckets.entries();
  let left = fraction * entries.reduce((sum, [, { weight }]) => sum + weight, 0);
  for (const [, { weight, min, max }] of entries) {
    if (left <= weight) return min + (max - min) * Math.max(0, left / weight);
    left -= weight;
  }
  return entries.length === 0 ? null : entries[entries.length - 1][1].max;
}
