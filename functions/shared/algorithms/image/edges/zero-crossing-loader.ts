import type { Grid } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import type { Loader, Tile } from '../../../raster/pixels/node.ts';
import type { Tap } from '../../kernel/tap.ts';
import { validCentres, withSurroundings } from '../neighborhood/neighborhood.ts';

/** The pixel, and those on its right, below it, and right below. */
const TAPS: readonly Tap[] = [
  { x: 0, y: 0, weight: 1 },
  { x: 1, y: 0, weight: 1 },
  { x: 0, y: 1, weight: 1 },
  { x: 1, y: 1, weight: 1 },
];

/** 1 where one of the next pixels is valid and has the opposite sign, else 0; masked where the pixel is. */
export class ZeroCrossingLoader implements Loader {
  readonly fractionalMask = false;
  readonly #band: Band;

  constructor(band: Band) {
    this.#band = band;
  }

  load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    return withSurroundings([this.#band], TAPS, grid, context, (around) => {
      const { tiles, across, column, row } = around;
      const [{ values, mask }] = tiles;
      const crossings = new Uint8Array(grid.width * grid.height);
      const offsets = TAPS.slice(1).map(({ x, y }) => y * across + x);
      for (let y = 0, i = 0; y < grid.height; y++) {
        for (let x = 0, at = (row + y) * across + column; x < grid.width; x++, i++, at++) {
          for (const offset of offsets) {
            const next = at + offset;
            const opposite = values[at] < 0 ? values[next] > 0 : values[at] > 0 && values[next] < 0;
            if (opposite && (mask === undefined || mask[next] > 0)) crossings[i] = 1;
          }
        }
      }
      const valid = validCentres(around, grid);
      return bands.map(() => ({ values: crossings, mask: valid }));
    });
  }
}
