import { normalTwoSided } from './distributions.ts';

/** Numbers of pairs among runs of equal items, and the sums that the variance takes. */
class Ties {
  pairs = 0;
  /** Σ t (t-1) (t-2) and Σ t (t-1) (2t+5). */
  triples = 0;
  weighted = 0;

  add(run: number): void {
    this.pairs += (run * (run - 1)) / 2;
    this.triples += run * (run - 1) * (run - 2);
    this.weighted += run * (run - 1) * (2 * run + 5);
  }
}

function tiesOf(count: number, same: (i: number) => boolean): Ties {
  const ties = new Ties();
  let run = 1;
  for (let i = 1; i <= count; i++) {
    if (i < count && same(i)) run++;
    else {
      ties.add(run);
      run = 1;
    }
  }
  return ties;
}

/** Sorts in place, and counts the exchanges of neighbours that takes: the discordant pairs. */
function countExchanges(values: Float64Array): number {
  const buffer = new Float64Array(values.length);
  let exchanges = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let from = 0; from < values.length; from += 2 * width) {
      const [middle, to] = [Math.min(from + width, values.length), Math.min(from + 2 * width, values.length)];
      let [left, right] = [from, middle];
      for (let at = from; at < to; at++) {
        if (left < middle && (right >= to || values[left] <= values[right])) buffer[at] = values[left++];
        else {
          exchanges += middle - left;
          buffer[at] = values[right++];
        }
      }
    }
    values.set(buffer);
  }
  return exchanges;
}

/**
 * Kendall's tau-b of pairs, and how likely one so far from 0 is by chance: in n log n steps (Knight 1966); the probability by the normal
 * approximation with ties (Kendall, Rank Correlation Methods, 1970). Null where all values of a side are equal.
 */
export function kendall(xs: readonly number[], ys: readonly number[]): { tau: number; pValue: number } | null {
  const n = xs.length;
  const order = xs.map((_, i) => i).sort((a, b) => xs[a] - xs[b] || ys[a] - ys[b]);
  const [x, y] = [xs, ys].map((side) => Float64Array.from(order, (i) => side[i]));
  const tiesX = tiesOf(n, (i) => x[i] === x[i - 1]);
  const both = tiesOf(n, (i) => x[i] === x[i - 1] && y[i] === y[i - 1]);
  const discordant = countExchanges(y);
  const tiesY = tiesOf(n, (i) => y[i] === y[i - 1]);
  const pairs = (n * (n - 1)) / 2;
  const difference = pairs - tiesX.pairs - tiesY.pairs + both.pairs - 2 * discordant;
  const scale = Math.sqrt((pairs - tiesX.pairs) * (pairs - tiesY.pairs));
  if (!(scale > 0)) return null;
  const variance =
    (n * (n - 1) * (2 * n + 5) - tiesX.weighted - tiesY.weighted) / 18 +
    (2 * tiesX.pairs * tiesY.pairs) / (n * (n - 1)) +
    (n > 2 ? (tiesX.triples * tiesY.triples) / (9 * n * (n - 1) * (n - 2)) : 0);
  return { tau: difference / scale, pValue: variance > 0 ? normalTwoSided(difference / Math.sqrt(variance)) : 1 };
}
