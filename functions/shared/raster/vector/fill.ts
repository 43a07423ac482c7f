import { addEdge } from '../pixels/edge-area.ts';
import { firstFrom } from '../rim.ts';
import { type Chain, forEachEdge } from './chain.ts';
import type { Coverage } from './coverage.ts';

/** The rows and columns of a grid that a chain can touch: [left, top, right, bottom], the last two excluded. Undefined: none. */
export function gridBox(
  { points, length }: Chain,
  width: number,
  height: number,
): readonly [number, number, number, number] | undefined {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < length; i += 2) {
    const [x, y] = [points[i], points[i + 1]];
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  const box = [
    Math.max(0, Math.floor(left)),
    Math.max(0, Math.floor(top)),
    Math.min(width, Math.floor(right) + 1),
    Math.min(height, Math.floor(bottom) + 1),
  ] as const;
  return box[0] < box[2] && box[1] < box[3] ? box : undefined;
}

/** Fills areas on a grid. Rings are added one by one; a place is inside that an odd number of them goes around. */
export abstract class Fill {
  protected readonly width: number;
  protected readonly height: number;
  protected readonly stride: number;
  #left = 0;
  #top = 0;
  #right = 0;
  #bottom = 0;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.stride = width + 2;
    this.#reset();
  }

  #reset(): void {
    [this.#left, this.#top, this.#right, this.#bottom] = [this.width, this.height, 0, 0];
  }

  /** Adds a closed ring. */
  add(ring: Chain): void {
    const box = gridBox(ring, this.width, this.height);
    if (box === undefined) return;
    this.#left = Math.min(this.#left, box[0]);
    this.#top = Math.min(this.#top, box[1]);
    this.#right = Math.max(this.#right, box[2]);
    this.#bottom = Math.max(this.#bottom, box[3]);
    this.addRing(ring);
  }

  /** Writes the coverage of the rings, and forgets them. */
  into(coverage: Coverage): void {
    if (this.#left < this.#right && this.#top < this.#bottom) {
      coverage.use(this.#left, this.#top, this.#right, this.#bottom);
      for (let row = this.#top; row < this.#bottom; row++) {
        this.settle(row, this.#left, this.#right, coverage.parts, row * this.width);
      }
    }
    this.#reset();
  }

  protected abstract addRing(ring: Chain): void;
  /** Writes a row's columns from `left` up to (without) `right` behind `at`, and empties it. */
  protected abstract settle(row: number, left: number, right: number, parts: Float32Array, at: number): void;
}

/** Sums of many edges leave traces of rounding: a pixel is empty or full within so much of it. */
const TRACE = 1e-6;

/** Areas with soft edges: each pixel by the part that is covered. Exact where rings do not cross in a pixel. */
export class SoftFill extends Fill {
  readonly #area: Float64Array;

  constructor(width: number, height: number) {
    super(width, height);
    this.#area = new Float64Array(this.stride * height);
  }

  protected addRing(ring: Chain): void {
    const { width, height, stride } = this;
    forEachEdge(ring, true, (x0, y0, x1, y1) => addEdge(this.#area, stride, width, height, x0, y0, x1, y1, 1));
  }

  protected settle(row: number, left: number, right: number, parts: Float32Array, at: number): void {
    const area = this.#area;
    const from = row * this.stride;
    let sum = 0;
    for (let column = left; column < right; column++) {
      sum += area[from + column];
      // Twice around is outside again: even-odd.
      const turn = Math.abs(sum) % 2;
      const part = turn > 1 ? 2 - turn : turn;
      if (part > TRACE) parts[at + column] = Math.max(parts[at + column], part > 1 - TRACE ? 1 : part);
    }
    area.fill(0, from + left, from + right + 2);
  }
}

/** Areas with hard edges: the pixels whose centres are inside, wholly. */
export class HardFill extends Fill {
  /** Whether the rest of the row changes sides at a pixel. */
  readonly #flips: Uint8Array;

  constructor(width: number, height: number) {
    super(width, height);
    this.#flips = new Uint8Array(this.stride * height);
  }

  protected addRing(ring: Chain): void {
    const { width, height, stride } = this;
    const flips = this.#flips;
    forEachEdge(ring, true, (x0, y0, x1, y1) => {
      // A row's centre line is at row + 0.5; an edge owns its upper end and not its lower one.
      const first = Math.max(0, firstFrom(Math.min(y0, y1)));
      const last = Math.min(height, firstFrom(Math.max(y0, y1)));
      const slope = (x1 - x0) / (y1 - y0);
      for (let row = first; row < last; row++) {
        const column = firstFrom(x0 + (row + 0.5 - y0) * slope);
        if (column <= width) flips[row * stride + Math.max(0, column)] ^= 1;
      }
    });
  }

  protected settle(row: number, left: number, right: number, parts: Float32Array, at: number): void {
    const flips = this.#flips;
    const from = row * this.stride;
    let inside = 0;
    for (let column = left; column < right; column++) {
      inside ^= flips[from + column];
      if (inside === 1) parts[at + column] = 1;
    }
    flips.fill(0, from + left, from + right + 2);
  }
}
