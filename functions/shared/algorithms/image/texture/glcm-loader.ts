import type { Grid } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import { type Loader, maskOf, type Tile } from '../../../raster/pixels/node.ts';
import { Cooccurrence, TEXTURE_FEATURES } from '../../../raster/texture/cooccurrence.ts';
import type { Tap } from '../../kernel/tap.ts';
import { type Surroundings, withSurroundings } from '../neighborhood/neighborhood.ts';

const FEATURES = TEXTURE_FEATURES.length;

/** The offset between the two pixels of a pair. */
export interface Direction {
  readonly x: number;
  readonly y: number;
}

/**
 * The features of the pairs of pixels in the square around each pixel, by direction: bands are the features of the first direction, then
 * those of the next; or the means over all directions. Masked where the pixel is, or where there is no pair.
 */
export class GlcmLoader implements Loader {
  readonly fractionalMask = false;
  readonly #band: Band;
  readonly #size: number;
  readonly #groups: readonly (readonly Direction[])[];

  /** @param size columns and rows on each side of a pixel */
  constructor(band: Band, size: number, directions: readonly Direction[], average: boolean) {
    this.#band = band;
    this.#size = size;
    this.#groups = average ? [directions] : directions.map((direction) => [direction]);
  }

  load(outputs: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const side = 2 * this.#size + 1;
    const window = Array.from({ length: side * side }, (_, i): Tap => {
      return { x: (i % side) - this.#size, y: Math.floor(i / side) - this.#size, weight: 1 };
    });
    const groups = [...new Set(outputs.map((output) => Math.floor(output / FEATURES)))];
    const count = grid.width * grid.height;
    return withSurroundings([this.#band], window, grid, context, (around) => {
      const release = context.claim(count * groups.length * (FEATURES * 8 + 1));
      try {
        const found = new Map(
          groups.map((group) => [group, this.#measure(around, this.#groups[group], grid, context)]),
        );
        return outputs.map((output) => (found.get(Math.floor(output / FEATURES)) as Tile[])[output % FEATURES]);
      } finally {
        release();
      }
    });
  }

  /** The means of the features over some directions. */
  #measure(around: Surroundings, directions: readonly Direction[], grid: Grid, context: PixelContext): Tile[] {
    const side = 2 * this.#size + 1;
    const [{ mask }] = around.tiles;
    const values = TEXTURE_FEATURES.map(() => new Float64Array(grid.width * grid.height));
    const known = new Uint8Array(grid.width * grid.height);
    const window = new LevelWindow(side);
    const matrix = new Cooccurrence(side * side);
    const sums = new Float64Array(FEATURES);
    for (let y = 0, i = 0; y < grid.height; y++) {
      for (let x = 0; x < grid.width; x++, i++) {
        // A window may have ten thousand pairs.
        context.signal.throwIfAborted();
        const centre = (around.row + y) * around.across + around.column + x;
        if (mask !== undefined && !(mask[centre] > 0)) continue;
        window.read(around, centre - this.#size * (around.across + 1));
        sums.fill(0);
        let measured = 0;
        for (const direction of directions) {
          matrix.clear();
          window.pairs(direction, matrix);
          if (matrix.count === 0) continue;
          matrix.addFeatures(sums, window.levels);
          measured++;
        }
        if (measured === 0) continue;
        known[i] = 1;
        for (let k = 0; k < FEATURES; k++) values[k][i] = sums[k] / measured;
      }
    }
    const shown = maskOf(known);
    return values.map((feature) => ({ values: feature, mask: shown }));
  }
}

/** The grey levels of a square of pixels, numbered from the darkest. */
class LevelWindow {
  readonly #side: number;
  readonly #values: Float64Array;
  /** The number of each pixel's level; -1 where it is masked. */
  readonly #ranks: Int32Array;
  readonly #sorted: Float64Array;
  levels = 0;

  constructor(side: number) {
    this.#side = side;
    this.#values = new Float64Array(side * side);
    this.#ranks = new Int32Array(side * side);
    this.#sorted = new Float64Array(side * side);
  }

  /** @param first the index of the square's first pixel */
  read({ tiles: [{ values, mask }], across }: Surroundings, first: number): void {
    const side = this.#side;
    for (let y = 0, i = 0; y < side; y++) {
      for (let x = 0, at = first + y * across; x < side; x++, i++, at++) {
        this.#values[i] = mask === undefined || mask[at] > 0 ? values[at] : Number.NaN;
      }
    }
    // NaN comes last.
    const sorted = this.#sorted;
    sorted.set(this.#values);
    sorted.sort();
    this.levels = 0;
    for (let i = 0; i < sorted.length && !Number.isNaN(sorted[i]); i++) {
      if (i === 0 || sorted[i] !== sorted[this.levels - 1]) sorted[this.levels++] = sorted[i];
    }
    for (let i = 0; i < sorted.length; i++) this.#ranks[i] = this.#rankOf(this.#values[i]);
  }

  #rankOf(value: number): number {
    if (Number.isNaN(value)) return -1;
    let [low, high] = [0, this.levels - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#sorted[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Gives a matrix the pairs of valid pixels in a direction, both of which are in the square. */
  pairs({ x: dx, y: dy }: Direction, matrix: Cooccurrence): void {
    const side = this.#side;
    const step = dy * side + dx;
    for (let y = Math.max(0, -dy); y < Math.min(side, side - dy); y++) {
      for (let x = Math.max(0, -dx); x < Math.min(side, side - dx); x++) {
        const one = y * side + x;
        const other = one + step;
        if (this.#ranks[one] < 0 || this.#ranks[other] < 0) continue;
        matrix.add(this.#values[one], this.#values[other], this.#ranks[one], this.#ranks[other], this.levels);
      }
    }
  }
}
