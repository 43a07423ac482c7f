import type { Grid } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import type { Loader, Tile } from '../../../raster/pixels/node.ts';
import { padded, shifted } from '../../../raster/pixels/shifted.ts';
import { componentsOf } from '../../../raster/segments/components.ts';
import { sizesOf } from '../../../raster/segments/extents.ts';
import type { Reducer } from '../../reducer/reducer.ts';
import { resultTiles } from '../../reducer/result-tile.ts';
import { type Cells, type PixelResults, reduceCells } from '../reduce-cells.ts';

/** Labels and their parents, sizes, and the lists of pixels. */
const BYTES_A_PIXEL = 60;
/** A value and its mask at most. */
const BYTES_A_VALUE = 12;

/**
 * Reduces the pixels of the connected component that each pixel is in; masked where the component is wider or higher than a limit in
 * pixels. The bands are the outputs for the first input, then those for the next, and so on; or the outputs of a reducer that takes all
 * inputs together.
 */
export class ComponentReduceLoader implements Loader {
  readonly fractionalMask = false;
  readonly #label: Band;
  readonly #inputs: readonly Band[];
  readonly #reducer: Reducer;
  readonly #most: number;

  constructor(label: Band, inputs: readonly Band[], reducer: Reducer, most: number) {
    this.#label = label;
    this.#inputs = inputs;
    this.#reducer = reducer;
    this.#most = most;
  }

  async load(outputs: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    // What leaves such a margin is larger than it may be.
    const margin = this.#most;
    const wide = padded(grid, { left: margin, top: margin, right: margin, bottom: margin });
    const pixels = wide.width * wide.height;
    const release = context.claim(pixels * (BYTES_A_PIXEL + BYTES_A_VALUE * (1 + this.#inputs.length)));
    try {
      const [{ values, mask }, ...tiles] = await computeBands([this.#label, ...this.#inputs], wide, context);
      const check = () => context.signal.throwIfAborted();
      const components = componentsOf(values, mask, wide.width, wide.height, true, check);
      const { sides } = sizesOf(components, wide.width);
      const ofPixel = shifted({ values: components.labels, mask: undefined }, wide.width, margin, margin, grid).values;
      const wanted = new Uint8Array(components.count);
      for (const label of ofPixel) if (label >= 0 && sides[label] <= this.#most) wanted[label] = 1;
      check();
      const results = this.#reduce(tiles, components.labels, wanted);
      const perBand = this.#reducer.outputs.length;
      return outputs.flatMap((output) => {
        const found = results[Math.floor(output / perBand)];
        const each = Array.from(ofPixel, (label) => (label < 0 ? undefined : found[label]));
        return resultTiles(this.#reducer, [output % perBand], each, check);
      });
    } finally {
      release();
    }
  }

  /** The results by component, for each band or for all together. */
  #reduce(tiles: readonly Tile[], labels: Int32Array, wanted: Uint8Array): PixelResults[] {
    const together = this.#reducer.inputs.length > 1;
    const results = (together ? [0] : tiles).map((): PixelResults => new Array(wanted.length));
    const cells = Array.from(wanted, (is): Cells | undefined => (is ? { indices: [], parts: [] } : undefined));
    for (let i = 0; i < labels.length; i++) {
      const own = labels[i] < 0 ? undefined : cells[labels[i]];
      own?.indices.push(i);
      own?.parts.push(1);
    }
    for (const [label, own] of cells.entries()) {
      if (own !== undefined) reduceCells(this.#reducer, tiles, own, label, results);
    }
    return results;
  }
}
