import type { Grid } from '../../../../raster/grid.ts';
import type { Band } from '../../../../raster/image.ts';
import { validInAll } from '../../../../raster/pixels/around.ts';
import type { PixelContext } from '../../../../raster/pixels/context.ts';
import { type Loader, maskOf, type Tile } from '../../../../raster/pixels/node.ts';
import type { Kernel } from '../../../kernel/kernel.ts';
import type { Tap } from '../../../kernel/tap.ts';
import { type Surroundings, tapsOf, validCentres, withSurroundings } from '../../neighborhood/neighborhood.ts';
import type { Metric } from '../distance.ts';

/** The spectrum farthest from the others, the one closest to them, or how far these are apart. */
export type Morphology = 'dilation' | 'erosion' | 'gradient';

/**
 * Spectra chosen among the neighbours of each pixel by how far they are from that of the pixel itself, or from the mean of all (A. Plaza et
 * al., Spatial/spectral endmember extraction by multidimensional morphological operations, 2002). Neighbours that are masked in a band are
 * left out; masked where the pixel is so.
 */
export class MorphologyLoader implements Loader {
  readonly fractionalMask = false;
  readonly #bands: readonly Band[];
  readonly #kernel: Kernel;
  readonly #metric: Metric;
  readonly #useCentroid: boolean;
  readonly #kind: Morphology;

  constructor(bands: readonly Band[], kernel: Kernel, metric: Metric, useCentroid: boolean, kind: Morphology) {
    this.#bands = bands;
    this.#kernel = kernel;
    this.#metric = metric;
    this.#useCentroid = useCentroid;
    this.#kind = kind;
  }

  load(outputs: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const taps = tapsOf(this.#kernel, grid);
    // The pixel itself is needed even where the kernel leaves it out.
    const reached = [...taps, { x: 0, y: 0, weight: 1 }];
    const count = grid.width * grid.height;
    return withSurroundings(this.#bands, reached, grid, context, (around) => {
      const results = this.#kind === 'gradient' ? 1 : this.#bands.length;
      const release = context.claim(count * (8 * results + 1) + around.tiles[0].values.length);
      try {
        return this.#choose(around, taps, grid, context, outputs);
      } finally {
        release();
      }
    });
  }

  #choose(
    around: Surroundings,
    taps: readonly Tap[],
    grid: Grid,
    context: PixelContext,
    outputs: readonly number[],
  ): Tile[] {
    const { tiles, across, column, row } = around;
    const bands = tiles.length;
    const offsets = taps.map(({ x, y }) => y * across + x);
    const valid = validInAll(tiles, tiles[0].values.length);
    const centres = validCentres(around, grid);
    const mask = centres ?? new Uint8Array(grid.width * grid.height).fill(1);
    const values = (this.#kind === 'gradient' ? [0] : tiles).map(() => new Float64Array(mask.length));
    /** Two spectra, one behind the other, as metrics want them. */
    const both = new Float64Array(2 * bands);
    const [first, second] = [both.subarray(0, bands), both.subarray(bands)];
    const read = (at: number, spectrum: Float64Array) => {
      for (let k = 0; k < bands; k++) spectrum[k] = tiles[k].values[at];
    };
    for (let y = 0, i = 0; y < grid.height; y++) {
      for (let x = 0, at = (row + y) * across + column; x < grid.width; x++, i++, at++) {
        // There may be ten thousand neighbours.
        context.signal.throwIfAborted();
        if (mask[i] === 0) continue;
        const near = offsets.map((offset) => at + offset).filter((place) => valid[place] === 1);
        if (near.length === 0) {
          mask[i] = 0;
          continue;
        }
        if (this.#useCentroid) meanOf(tiles, near, first);
        else read(at, first);
        let [closest, farthest, least, most] = [near[0], near[0], Infinity, -Infinity];
        for (const place of near) {
          read(place, second);
          const distance = this.#metric(both, bands);
          if (distance < least) [closest, least] = [place, distance];
          if (distance > most) [farthest, most] = [place, distance];
        }
        if (this.#kind === 'gradient') {
          read(closest, first);
          read(farthest, second);
          values[0][i] = this.#metric(both, bands);
        } else {
          const chosen = this.#kind === 'dilation' ? farthest : closest;
          for (let k = 0; k < bands; k++) values[k][i] = tiles[k].values[chosen];
        }
      }
    }
    const shown = maskOf(mask);
    return outputs.map((output) => ({ values: values[output], mask: shown }));
  }
}

function meanOf(tiles: readonly Tile[], places: readonly number[], spectrum: Float64Array): void {
  for (const [k, { values }] of tiles.entries()) {
    let sum = 0;
    for (const place of places) sum += values[place];
    spectrum[k] = sum / places.length;
  }
}
