import { wrong } from '../../../errors.ts';
import { Footprints, levelOf } from '../../../raster/aggregate/footprints.ts';
import { Overlap, quadBounds } from '../../../raster/aggregate/overlap.ts';
import { type Grid, gridOf, type PixelWindow } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import type { Loader, Tile } from '../../../raster/pixels/node.ts';
import type { Reducer } from '../../reducer/reducer.ts';
import { resultTiles } from '../../reducer/result-tile.ts';
import { type Cells, type PixelResults, reduceCells } from '../reduce-cells.ts';

/** Most input pixels that are computed at a time. */
const MOST_AT_ONCE = 4_000_000;
/** A value and its mask at most. */
const BYTES_A_PIXEL = 12;
/** The approximate bytes of a pixel's results. */
const RESULT_BYTES = 150;
/** A count of pixels may be off by this part of it, for rounding. */
const ROUNDING = 1e-6;
/** The level of pixels without an image. */
const NO_LEVEL = 255;

/**
 * Reduces the input pixels within each pixel of a grid, on the inputs' own grid or an overview of it. The bands are the outputs for the
 * first input, then those for the next, and so on; or the outputs of a reducer that takes all inputs together.
 */
export class ResolutionLoader implements Loader {
  readonly fractionalMask = false;
  readonly #inputs: readonly Band[];
  readonly #reducer: Reducer;
  readonly #bestEffort: boolean;
  readonly #maxPixels: number;

  /** @param inputs on one projection */
  constructor(inputs: readonly Band[], reducer: Reducer, bestEffort: boolean, maxPixels: number) {
    this.#inputs = inputs;
    this.#reducer = reducer;
    this.#bestEffort = bestEffort;
    this.#maxPixels = maxPixels;
  }

  async load(outputs: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const together = this.#reducer.inputs.length > 1;
    const perBand = this.#reducer.outputs.length;
    // Inputs that nothing is asked of are not computed.
    const wanted = together
      ? this.#inputs
      : this.#inputs.filter((_, i) => outputs.some((k) => Math.floor(k / perBand) === i));
    const count = grid.width * grid.height;
    const release = context.claim(Footprints.bytes(grid) + count * (1 + RESULT_BYTES * (together ? 1 : wanted.length)));
    try {
      const footprints = new Footprints(grid, this.#inputs[0].projection);
      const levels = Uint8Array.from({ length: count }, (_, pixel) => this.#level(footprints.area(pixel)));
      const results: PixelResults[] = (together ? [0] : wanted).map(() => new Array(count));
      const whole = { column: 0, row: 0, width: grid.width, height: grid.height };
      for (const level of new Set(levels)) {
        if (level === NO_LEVEL) continue;
        await this.#reduce(whole, level, { grid, wanted, footprints, levels, results }, context);
      }
      const check = () => context.signal.throwIfAborted();
      return outputs.flatMap((output) => {
        const input = together ? 0 : wanted.indexOf(this.#inputs[Math.floor(output / perBand)]);
        return resultTiles(this.#reducer, [output % perBand], results[input], check);
      });
    } finally {
      release();
    }
  }

  /** The level of the inputs at which a pixel that covers `area` input pixels has few enough of them. */
  #level(area: number): number {
    if (Number.isNaN(area)) return NO_LEVEL;
    const pixels = (level: number) => Math.ceil((area / 4 ** level) * (1 - ROUNDING));
    if (pixels(0) <= this.#maxPixels) return 0;
    if (!this.#bestEffort) {
      throw wrong(
        `Too many input pixels per output pixel. Found ${pixels(0)}, but 'maxPixels' allows only ${this.#maxPixels}. Raise it, or set 'bestEffort'.`,
      );
    }
    let level = 1;
    while (pixels(level) > this.#maxPixels) level++;
    return level;
  }

  /** Reduces those pixels of a window that take their inputs from a level, in pieces if those are too many to hold. */
  async #reduce(window: PixelWindow, level: number, job: Job, context: PixelContext): Promise<void> {
    context.signal.throwIfAborted();
    const source = sourceWindow(window, level, job);
    if (source === undefined) return;
    const { column, row, width, height } = window;
    if (source.width * source.height > MOST_AT_ONCE && width * height > 1) {
      const across = width >= height;
      const half = Math.ceil((across ? width : height) / 2);
      const first = across ? { ...window, width: half } : { ...window, height: half };
      const second = across
        ? { ...window, column: column + half, width: width - half }
        : { ...window, row: row + half, height: height - half };
      await this.#reduce(first, level, job, context);
      return this.#reduce(second, level, job, context);
    }
    const { wanted, grid, footprints, levels, results } = job;
    const projection = levelOf(this.#inputs[0].projection, level);
    const release = context.claim(source.width * source.height * wanted.length * BYTES_A_PIXEL);
    try {
      const tiles = await computeBands(wanted, gridOf(projection, source), context);
      const overlap = new Overlap();
      const cells: Cells = { indices: [], parts: [] };
      for (const pixel of pixelsOf(window, grid)) {
        if (levels[pixel] !== level) continue;
        const area = footprints.area(pixel) / 4 ** level;
        cells.indices.length = 0;
        cells.parts.length = 0;
        overlap.visit(footprints.of(pixel, level), (x, y, part) => {
          cells.indices.push((y - source.row) * source.width + x - source.column);
          cells.parts.push(part / area);
        });
        reduceCells(this.#reducer, tiles, cells, pixel, results);
      }
    } finally {
      release();
    }
  }
}

/** The state of one computation. */
interface Job {
  readonly grid: Grid;
  /** The inputs that are needed. */
  readonly wanted: readonly Band[];
  readonly footprints: Footprints;
  /** The input level of each pixel of the grid. */
  readonly levels: Uint8Array;
  readonly results: readonly PixelResults[];
}

/** The numbers of a window's pixels in a grid. */
function* pixelsOf({ column, row, width, height }: PixelWindow, grid: Grid): Generator<number> {
  for (let y = row; y < row + height; y++) {
    for (let x = column; x < column + width; x++) yield y * grid.width + x;
  }
}

/** The input pixels of a level that the pixels of a window need; undefined if none. */
function sourceWindow(window: PixelWindow, level: number, { grid, footprints, levels }: Job): PixelWindow | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const pixel of pixelsOf(window, grid)) {
    if (levels[pixel] !== level) continue;
    const bounds = quadBounds(footprints.of(pixel, level));
    left = Math.min(left, bounds[0]);
    top = Math.min(top, bounds[1]);
    right = Math.max(right, bounds[2]);
    bottom = Math.max(bottom, bounds[3]);
  }
  return left < right ? { column: left, row: top, width: right - left, height: bottom - top } : undefined;
}
