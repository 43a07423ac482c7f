import type { Grid } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import { type Loader, maskOf, type Tile } from '../../../raster/pixels/node.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Tap } from '../../kernel/tap.ts';
import { type Surroundings, tapsOf, validCentres, withSurroundings } from '../neighborhood/neighborhood.ts';

/** The smallest weight of a kernel over pixels that are not 0; masked where there is none. */
export class KernelDistanceLoader implements Loader {
  readonly fractionalMask = false;
  readonly #band: Band;
  readonly #kernel: Kernel;
  readonly #skipMasked: boolean;

  /** @param skipMasked whether pixels are masked that are so in the band */
  constructor(band: Band, kernel: Kernel, skipMasked: boolean) {
    this.#band = band;
    this.#kernel = kernel;
    this.#skipMasked = skipMasked;
  }

  load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    // The pixel itself is nearest, though its weight is 0.
    const taps = [...tapsOf(this.#kernel, grid), { x: 0, y: 0, weight: 0 }].sort((a, b) => a.weight - b.weight);
    return withSurroundings([this.#band], taps, grid, context, (around) => {
      const release = context.claim(around.tiles[0].values.length * 5);
      try {
        const tile = nearest(around, taps, grid, context);
        const centres = this.#skipMasked ? validCentres(around, grid) : undefined;
        const mask = centres === undefined ? tile.mask : tile.mask.map((found, i) => found & centres[i]);
        return bands.map(() => ({ values: tile.values, mask: maskOf(mask) }));
      } finally {
        release();
      }
    });
  }
}

/** @param taps the nearest first */
function nearest(around: Surroundings, taps: readonly Tap[], grid: Grid, { signal }: PixelContext) {
  const { tiles, across, column, row } = around;
  const [{ values, mask }] = tiles;
  const targets = Uint8Array.from(values, (value, i) => (value !== 0 && (mask === undefined || mask[i] > 0) ? 1 : 0));
  const some = anyWithin(targets, around, taps);
  const offsets = Int32Array.from(taps, ({ x, y }) => y * across + x);
  const distances = new Float64Array(grid.width * grid.height);
  const found = new Uint8Array(grid.width * grid.height);
  for (let y = 0, i = 0; y < grid.height; y++) {
    signal.throwIfAborted();
    for (let x = 0, at = (row + y) * across + column; x < grid.width; x++, i++, at++) {
      // Where nothing is near, the kernel is not searched in vain.
      if (!some(x + column, y + row)) continue;
      for (let k = 0; k < offsets.length; k++) {
        if (targets[at + offsets[k]] === 0) continue;
        distances[i] = taps[k].weight;
        found[i] = 1;
        break;
      }
    }
  }
  return { values: distances, mask: found };
}

/** Tells whether there is a target in the rectangle of a kernel around a pixel, by sums over all above and to the left. */
function anyWithin(targets: Uint8Array, { across }: Surroundings, taps: readonly Tap[]) {
  const stride = across + 1;
  const sums = new Int32Array(stride * (targets.length / across + 1));
  for (let i = 0, at = stride + 1; i < targets.length; at++) {
    for (let x = 0, line = 0; x < across; x++, i++, at++) {
      line += targets[i];
      sums[at] = sums[at - stride] + line;
    }
  }
  const edges = (axis: 'x' | 'y') => {
    const places = taps.map((tap) => tap[axis]);
    return [places.reduce((a, b) => Math.min(a, b)), places.reduce((a, b) => Math.max(a, b)) + 1];
  };
  const [[left, right], [top, bottom]] = [edges('x'), edges('y')];
  return (x: number, y: number): boolean => {
    const [above, below] = [(y + top) * stride + x, (y + bottom) * stride + x];
    return sums[below + right] - sums[below + left] - sums[above + right] + sums[above + left] > 0;
  };
}
