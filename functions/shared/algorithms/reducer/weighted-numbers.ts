import type { OrderedNumbers } from './ordered-numbers.ts';

/** Statistics of ascending numbers, each with a weight that is more than 0. */
export class WeightedNumbers implements OrderedNumbers {
  readonly #values: Float64Array;
  readonly #weights: Float64Array;

  constructor(values: Float64Array, weights: Float64Array) {
    this.#values = values;
    this.#weights = weights;
  }

  quantile(fraction: number): number | null {
    const [values, weights] = [this.#values, this.#weights];
    const count = values.length;
    if (count === 0) return null;
    // Each number stands in the middle of its weight; the first one's middle is 0, the last one's 1.
    let total = 0;
    for (let i = 0; i < count; i++) total += weights[i];
    const first = weights[0] / 2;
    const target = first + fraction * (total - first - weights[count - 1] / 2);
    let middle = first;
    for (let i = 1; i < count; i++) {
      const next = middle + weights[i - 1] / 2 + weights[i] / 2;
      if (next >= target) {
        const [before, value] = [values[i - 1], values[i]];
        const part = (target - middle) / (next - middle);
        return part <= 0 ? before : part >= 1 ? value : before + (value - before) * part;
      }
      middle = next;
    }
    return values[count - 1];
  }

  mode(): number | null {
    const [values, weights] = [this.#values, this.#weights];
    let [best, most]: [number | null, number] = [null, 0];
    for (let i = 0; i < values.length; ) {
      const value = values[i];
      let weight = weights[i++];
      for (; i < values.length && values[i] === value; i++) weight += weights[i];
      if (weight > most) [best, most] = [value, weight];
    }
    return best;
  }

  meanBetween(from: number, to: number): number | null {
    const [low, high] = [this.quantile(from), this.quantile(to)];
    return low === null || high === null ? null : this.meanWithin(low, high);
  }

  /** The mean of the numbers from one value to another. */
  meanWithin(low: number, high: number): number {
    let [sum, weights] = [0, 0];
    for (const [i, value] of this.#values.entries()) {
      if (value < low || value > high) continue;
      sum += value * this.#weights[i];
      weights += this.#weights[i];
    }
    // Between two neighbours that the quantiles fall between, there is no number.
    return weights > 0 ? sum / weights : (low + high) / 2;
  }
}
