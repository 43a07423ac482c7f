import { type Picture, pyramidOf } from './pyramid.ts';
import { type Shift, shiftsWithin } from './shifts.ts';
import { PairSums } from './sums.ts';

/** Fewest pixels a side of a patch on any level. */
const SMALLEST_PATCH = 8;
/** Largest shift that is searched for in full: larger ones are found on smaller pictures first. */
const FULL_SEARCH = 4;
/** Part of a patch that must be valid. */
const VALID_PART = 0.5;

/** A match: how many columns and rows away, and the correlation there. */
export interface Match {
  readonly x: number;
  readonly y: number;
  readonly correlation: number;
}

/** How many smaller pictures it takes to find shifts of so many pixels with patches of so many. */
export function levelsFor(patch: number, most: number): number {
  let levels = 0;
  while (most / 2 ** levels > FULL_SEARCH && patch / 2 ** (levels + 1) >= SMALLEST_PATCH) levels++;
  return levels;
}

/** Finds patches of one picture in another, from coarse to fine. */
export class PatchMatcher {
  readonly #first: readonly Picture[];
  readonly #second: readonly Picture[];
  readonly #patch: number;
  readonly #most: number;
  readonly #coarse: readonly Shift[];
  readonly #pairs = new PairSums();

  /**
   * @param patch width of patches in pixels
   * @param most largest shift along columns and rows
   */
  constructor(first: Picture, second: Picture, patch: number, most: number) {
    const levels = levelsFor(patch, most);
    this.#first = pyramidOf(first, levels);
    this.#second = pyramidOf(second, levels);
    this.#patch = patch;
    this.#most = most;
    this.#coarse = shiftsWithin(Math.ceil(most / 2 ** levels));
  }

  /** The best match of the patch around a pixel of the first picture, to a part of a pixel; undefined where nothing is alike. */
  match(column: number, row: number): Match | undefined {
    let [x, y] = [0, 0];
    let best = 0;
    for (let level = this.#first.length - 1; level >= 0; level--) {
      const top = level === this.#first.length - 1;
      const [fromX, fromY] = [2 * x, 2 * y];
      best = 0;
      for (const shift of top ? this.#coarse : AROUND) {
        const [toX, toY] = [fromX + shift.x, fromY + shift.y];
        const found = this.#correlation(level, column, row, toX, toY);
        if (!(found > best + 1e-12)) continue;
        best = found;
        x = toX;
        y = toY;
      }
      if (best === 0) return undefined;
    }
    const along = (dx: number, dy: number) => this.#correlation(0, column, row, x + dx, y + dy);
    const [across, down] = [summit(along(-1, 0), best, along(1, 0)), summit(along(0, -1), best, along(0, 1))];
    if (Math.hypot(x + across, y + down) > this.#most + 0.5) return undefined;
    return { x: x + across, y: y + down, correlation: best };
  }

  /** The correlation of patches at a shift; 0 where too little of them is valid. */
  #correlation(level: number, column: number, row: number, x: number, y: number): number {
    const [a, b] = [this.#first[level], this.#second[level]];
    const size = this.#patch >> level;
    const [left, top] = [(column >> level) - (size >> 1), (row >> level) - (size >> 1)];
    this.#pairs.clear();
    for (let band = 0; band < a.bands.length; band++) {
      const [first, second] = [a.bands[band], b.bands[band]];
      let [n, p, q, pp, qq, pq] = [0, 0, 0, 0, 0, 0];
      for (let dy = 0; dy < size; dy++) {
        if (top + dy < 0 || top + dy >= a.height || top + dy + y < 0 || top + dy + y >= b.height) continue;
        const [from, to] = [Math.max(0, -left, -left - x), Math.min(size, a.width - left, b.width - left - x)];
        for (let dx = from, at = (top + dy) * a.width + left + from; dx < to; dx++, at++) {
          const other = at + y * a.width + x;
          if ((a.valid[at] & b.valid[other]) === 0) continue;
          const [s, t] = [first[at], second[other]];
          n++;
          p += s;
          q += t;
          pp += s * s;
          qq += t * t;
          pq += s * t;
        }
      }
      if (n < size * size * VALID_PART) return 0;
      this.#pairs.add(n, p, q, pp, qq, pq);
    }
    return this.#pairs.correlation();
  }
}

const AROUND = shiftsWithin(1);

/** Where the parabola through three neighbours is the highest, from -0.5 to 0.5. */
function summit(before: number, here: number, after: number): number {
  const bend = before - 2 * here + after;
  if (!(bend < 0) || before === 0 || after === 0) return 0;
  return Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend)));
}
