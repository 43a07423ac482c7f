import type { OrderedNumbers } from './ordered-numbers.ts';

/** So few numbers are sorted sooner by moving each to its place. */
const FEW = 64;

/** Sorts numbers, none of them NaN, where they are. */
export function sortAscending(numbers: Float64Array): Float64Array {
  if (numbers.length > FEW) return numbers.sort();
  for (let i = 1; i < numbers.length; i++) {
    const value = numbers[i];
    let j = i - 1;
    for (; j >= 0 && numbers[j] > value; j--) numbers[j + 1] = numbers[j];
    numbers[j + 1] = value;
  }
  return numbers;
}

/** Statistics of ascending numbers that all weigh the same; at least one. */
export class SortedNumbers implements OrderedNumbers {
  readonly #numbers: Float64Array;

  constructor(numbers: Float64Array) {
    this.#numbers = numbers;
  }

  quantile(fraction: number): number {
    const numbers = this.#numbers;
    const at = fraction * (numbers.length - 1);
    const before = Math.floor(at);
    const value = numbers[before];
    return at === before ? value : value + (numbers[before + 1] - value) * (at - before);
  }

  mode(): number {
    const numbers = this.#numbers;
    let [best, most] = [numbers[0], 0];
    for (let from = 0, to = 0; from < numbers.length; from = to) {
      while (to < numbers.length && numbers[to] === numbers[from]) to++;
      if (to - from > most) [best, most] = [numbers[from], to - from];
    }
    return best;
  }

  meanBetween(from: number, to: number): number {
    const [low, high] = [this.quantile(from), this.quantile(to)];
    let [sum, count] = [0, 0];
    for (const value of this.#numbers) {
      if (value < low || value > high) continue;
      sum += value;
      count++;
    }
    // Between two neighbours that the quantiles fall between, there is no number.
    return count > 0 ? sum / count : (low + high) / 2;
  }
}
