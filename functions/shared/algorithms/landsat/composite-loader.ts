import type { Grid } from '../../raster/grid.ts';
import type { Band } from '../../raster/image.ts';
import { INTEGER_TYPES } from '../../raster/pixel-type.ts';
import { type BandRequest, computeBands } from '../../raster/pixels/compute.ts';
import type { PixelContext } from '../../raster/pixels/context.ts';
import { type Loader, maskOf, type PixelNode, type Tile } from '../../raster/pixels/node.ts';

/** A scene: its bands, and how likely there are clouds, from 0 to 100. */
export interface ScoredScene {
  readonly bands: readonly Band[];
  readonly score: PixelNode;
}

/** What is written for a pixel that a scene has no score for. */
const NONE = 255;

/** A percentile of each band over the scenes whose score is near the lowest one, pixel by pixel. */
export class CompositeLoader implements Loader {
  readonly fractionalMask = false;
  readonly #scenes: readonly ScoredScene[];
  readonly #percentile: number;
  readonly #range: number;

  /** @param percentile from 0 to 100; between two values it is interpolated */
  constructor(scenes: readonly ScoredScene[], percentile: number, range: number) {
    this.#scenes = scenes;
    this.#percentile = percentile;
    this.#range = range;
  }

  async load(outputs: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const count = grid.width * grid.height;
    const release = context.claim(count * this.#scenes.length * 5 + count * outputs.length * 5);
    try {
      const accepted = await this.#accepted(grid, context);
      const results: Tile[] = [];
      for (const output of outputs) results.push(await this.#band(output, accepted, grid, context));
      return results;
    } finally {
      release();
    }
  }

  /** 1 for each scene and pixel that counts. */
  async #accepted(grid: Grid, context: PixelContext): Promise<Uint8Array[]> {
    const count = grid.width * grid.height;
    const lowest = new Uint8Array(count).fill(NONE);
    const scores: Uint8Array[] = [];
    for (const { score } of this.#scenes) {
      const [{ values, mask }] = await computeBands([{ pixels: score, type: INTEGER_TYPES.uint8 }], grid, context);
      const known = new Uint8Array(count).fill(NONE);
      for (let i = 0; i < count; i++) {
        if (mask !== undefined && !(mask[i] > 0)) continue;
        known[i] = values[i];
        if (known[i] < lowest[i]) lowest[i] = known[i];
      }
      scores.push(known);
    }
    for (const known of scores) {
      for (let i = 0; i < count; i++) known[i] = known[i] !== NONE && known[i] <= lowest[i] + this.#range ? 1 : 0;
    }
    return scores;
  }

  async #band(output: number, accepted: readonly Uint8Array[], grid: Grid, context: PixelContext): Promise<Tile> {
    const count = grid.width * grid.height;
    const depth = this.#scenes.length;
    const stacks = new Float32Array(count * depth);
    const sizes = new Uint16Array(count);
    for (const [k, { bands }] of this.#scenes.entries()) {
      const request: BandRequest = bands[output];
      const [{ values, mask }] = await computeBands([request], grid, context);
      for (let i = 0; i < count; i++) {
        if (accepted[k][i] === 0 || (mask !== undefined && !(mask[i] > 0))) continue;
        stacks[i * depth + sizes[i]++] = values[i];
      }
    }
    const values = new Float32Array(count);
    const valid = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      if (sizes[i] === 0) continue;
      valid[i] = 1;
      const sorted = stacks.subarray(i * depth, i * depth + sizes[i]).sort();
      const place = (this.#percentile / 100) * (sizes[i] - 1);
      const below = Math.floor(place);
      const above = Math.min(sizes[i] - 1, below + 1);
      values[i] = sorted[below] + (sorted[above] - sorted[below]) * (place - below);
    }
    return { values, mask: maskOf(valid) };
  }
}
