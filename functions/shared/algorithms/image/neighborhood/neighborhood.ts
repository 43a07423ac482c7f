import type { Grid } from '../../../raster/grid.ts';
import type { Band } from '../../../raster/image.ts';
import { computeBands } from '../../../raster/pixels/compute.ts';
import type { PixelContext } from '../../../raster/pixels/context.ts';
import type { Tile } from '../../../raster/pixels/node.ts';
import { type Margins, padded } from '../../../raster/pixels/shifted.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Tap } from '../../kernel/tap.ts';

/** Metres a pixel of a grid: the side of a square of its area. */
function metersPerPixel({ crs, transform: [a, b, , d, e] }: Grid): number {
  return Math.sqrt(Math.abs(a * e - b * d)) * crs.metersPerUnit;
}

/** The weights of a kernel on a grid that are not 0, row by row. */
export function tapsOf(kernel: Kernel, grid: Grid): Tap[] {
  const { rows, focus } = kernel.weights(metersPerPixel(grid));
  return rows.flatMap((row, j) =>
    row.flatMap((weight, i) => (weight === 0 ? [] : [{ x: i - focus[0], y: j - focus[1], weight }])),
  );
}

/** The pixels that taps reach beyond a grid. */
function marginsOf(taps: readonly Tap[]): Margins {
  const margins = { left: 0, top: 0, right: 0, bottom: 0 };
  for (const { x, y } of taps) {
    margins.left = Math.max(margins.left, -x);
    margins.right = Math.max(margins.right, x);
    margins.top = Math.max(margins.top, -y);
    margins.bottom = Math.max(margins.bottom, y);
  }
  return margins;
}

/** Bands on a grid with margins around it. */
export interface Surroundings {
  readonly tiles: readonly Tile[];
  /** Pixels from one row of the tiles to the next. */
  readonly across: number;
  /** The column and row of the grid's first pixel in the tiles. */
  readonly column: number;
  readonly row: number;
}

/** A value and its mask at most. */
const BYTES_A_PIXEL = 12;

/** Computes bands as far as taps reach, for as long as they are used. */
export async function withSurroundings<T>(
  bands: readonly Band[],
  taps: readonly Tap[],
  grid: Grid,
  context: PixelContext,
  use: (surroundings: Surroundings) => T | Promise<T>,
): Promise<T> {
  const margins = marginsOf(taps);
  const wide = padded(grid, margins);
  const release = context.claim(wide.width * wide.height * bands.length * BYTES_A_PIXEL);
  try {
    const tiles = await computeBands(bands, wide, context);
    return await use({ tiles, across: wide.width, column: margins.left, row: margins.top });
  } finally {
    release();
  }
}

/** 1 at the pixels of the grid that are valid in all of some tiles; undefined if all are. */
export function validCentres({ tiles, across, column, row }: Surroundings, grid: Grid): Uint8Array | undefined {
  if (tiles.every(({ mask }) => mask === undefined)) return undefined;
  const valid = new Uint8Array(grid.width * grid.height).fill(1);
  for (const { mask } of tiles) {
    if (mask === undefined) continue;
    for (let y = 0, i = 0; y < grid.height; y++) {
      for (let x = 0, at = (row + y) * across + column; x < grid.width; x++, i++, at++) {
        if (!(mask[at] > 0)) valid[i] = 0;
      }
    }
  }
  return valid;
}
