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

/** A scene, and 1 at pixels that count. */
interface AcceptedScene {
  readonly bands: readonly Band[];
  readonly accepted: Uint8Array;
}

/** A score and a value; a result and its mask. */
const BYTES_PER_SCENE = 5;
const BYTES_PER_OUTPUT = 5;
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
    const releases: (() => void)[] = [];
    try {
      const scenes = await this.#accepted(grid, context, () => releases.push(context.claim(count * BYTES_PER_SCENE)));
      releases.push(context.claim(count * outputs.length * BYTES_PER_OUTPUT));
      const results: Tile[] = [];
      for (const output of outputs) results.push(await this.#band(output, scenes, grid, context));
      return results;
    } finally {
      for (const release of releases) release();
    }
  }

  /**
   * The scenes that have scores on the grid, which are few of a large collection.
   * @param claim called for each of them
   */
  async #accepted(grid: Grid, context: PixelContext, claim: () => void): Promise<AcceptedScene[]> {
    const count = grid.width * grid.height;
    const lowest = new Uint8Array(count).fill(NONE);
    const scenes: AcceptedScene[] = [];
    for (const { bands, score } of this.#scenes) {
      const [{ values, mask }] = await computeBands([{ pixels: score, type: INTEGER_TYPES.uint8 }], grid, context);
      if (mask !== undefined && !mask.some((valid) => valid > 0)) continue;
      claim();
      const accepted = new Uint8Array(count).fill(NONE);
      for (let i = 0; i < count; i++) {
        if (mask !== undefined && !(mask[i] > 0)) continue;
        accepted[i] = values[i];
        if (accepted[i] < lowest[i]) lowest[i] = accepted[i];
      }
      scenes.push({ bands, accepted });
    }
    for (const { accepted } of scenes) {
      for (let i = 0; i < count; i++)
        accepted[i] = accepted[i] !== NONE && accepted[i] <= lowest[i] + this.#range ? 1 : 0;
    }
    return scenes;
  }

  async #band(output: number, scenes: readonly AcceptedScene[], grid: Grid, context: PixelContext): Promise<Tile> {
    const count = grid.width * grid.height;
    const depth = scenes.length;
    const stacks = new Float32Array(count * depth);
    const sizes = new Uint16Array(count);
    for (const { bands, accepted } of scenes) {
      const request: BandRequest = bands[output];
      const [{ values, mask }] = await computeBands([request], grid, context);
      for (let i = 0; i < count; i++) {
        if (accepted[i] === 0 || (mask !== undefined && !(mask[i] > 0))) continue;
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
