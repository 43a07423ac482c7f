import { tileResult } from '../tiles/tile-accumulator.ts';
import { MOST_NUMBERS, orderedNeighbors } from './gathered.ts';
import type { Neighborhoods, ReduceNeighborhoods } from './neighborhood-form.ts';
import { RankCounts } from './rank-counts.ts';
import { ranksOf } from './ranks.ts';

/** Weighted values of neighbours at fractions of the way from the smallest to the largest. */
export function quantilesOfNeighbors(fractions: readonly number[]): ReduceNeighborhoods {
  const weighted = orderedNeighbors(fractions.length, (numbers) =>
    fractions.map((fraction) => numbers.quantile(fraction)),
  );
  return (around) => {
    if (!comparable(around)) return weighted(around);
    const pixels = around.width * around.height;
    const results = fractions.map(() => new Float64Array(pixels));
    const known = new Uint8Array(pixels);
    slide(around, (ranks, numbers) => {
      const counts = new RankCounts(numbers.length + 1);
      const quantile = (fraction: number, count: number) => {
        const place = fraction * (count - 1);
        const before = Math.floor(place);
        const value = numbers[counts.at(before)];
        return place === before ? value : value + (numbers[counts.at(before + 1)] - value) * (place - before);
      };
      return {
        add: (at) => void counts.add(ranks[at], 1),
        remove: (at) => void counts.add(ranks[at], -1),
        finish(i) {
          const count = around.neighbors.length - counts.count(numbers.length);
          if (count === 0) return;
          known[i] = 1;
          for (let k = 0; k < fractions.length; k++) results[k][i] = quantile(fractions[k], count);
        },
      };
    });
    return results.map((values) => tileResult(values, known));
  };
}

const weightedMode = orderedNeighbors(1, (numbers) => [numbers.mode()]);

/** The value of the most weight among the neighbours; the smallest one of several. */
export const modeOfNeighbors: ReduceNeighborhoods = (around) => {
  if (!comparable(around)) return weightedMode(around);
  const pixels = around.width * around.height;
  const [values, known] = [new Float64Array(pixels), new Uint8Array(pixels)];
  slide(around, (ranks, numbers) => {
    const counts = new Int32Array(numbers.length + 1);
    // Once one of the best is gone, there may be a better one: it is looked for when it is asked for.
    let [best, most, stale] = [0, 0, false];
    const meet = (rank: number) => {
      const count = counts[rank];
      if (rank === numbers.length || count < most || (count === most && rank > best)) return;
      best = rank;
      most = count;
    };
    return {
      add(at) {
        counts[ranks[at]]++;
        if (!stale) meet(ranks[at]);
      },
      remove(at) {
        counts[ranks[at]]--;
        if (ranks[at] === best) stale = true;
      },
      finish(i, centre) {
        if (stale) {
          most = 0;
          stale = false;
          for (const { y, from, to } of around.runs) {
            const line = centre + y * around.across;
            for (let at = line + from; at <= line + to; at++) meet(ranks[at]);
          }
        }
        if (most === 0) return;
        known[i] = 1;
        values[i] = numbers[best];
      },
    };
  });
  return [tileResult(values, known)];
};

function comparable({ binary, equalWeight, neighbors }: Neighborhoods): boolean {
  return binary && equalWeight !== undefined && neighbors.length <= MOST_NUMBERS;
}

/** Statistics of the neighbours of one pixel, kept up while the window slides to the next pixel. */
interface Sliding {
  /** @param at where the neighbour is among the values */
  add(at: number): void;
  remove(at: number): void;
  /** @param pixel of the grid, which is `centre` among the values */
  finish(pixel: number, centre: number): void;
}

/**
 * Goes along the rows of the grid: from pixel to pixel only the ends of the runs of neighbours change.
 * Source: Huang, Yang, Tang, "A fast two-dimensional median filtering algorithm" (1979).
 */
function slide(around: Neighborhoods, start: (ranks: Int32Array, numbers: Float64Array) => Sliding): void {
  const { values, mask, largest, across, column, row, width, height, check } = around;
  const { ranks, numbers } = ranksOf(values, mask, largest < Infinity);
  const sliding = start(ranks, numbers);
  const starts = Int32Array.from(around.runs, ({ y, from }) => y * across + from);
  const ends = Int32Array.from(around.runs, ({ y, to }) => y * across + to);
  for (let y = 0, pixel = 0; y < height; y++) {
    check();
    let centre = (row + y) * across + column;
    for (let run = 0; run < starts.length; run++) {
      for (let at = centre + starts[run]; at <= centre + ends[run]; at++) sliding.add(at);
    }
    sliding.finish(pixel++, centre);
    for (let x = 1; x < width; x++, centre++) {
      for (let run = 0; run < starts.length; run++) {
        sliding.remove(centre + starts[run]);
        sliding.add(centre + ends[run] + 1);
      }
      sliding.finish(pixel++, centre + 1);
    }
    for (let run = 0; run < starts.length; run++) {
      for (let at = centre + starts[run]; at <= centre + ends[run]; at++) sliding.remove(at);
    }
  }
}
