import type { Grid } from '../grid.ts';
import { type BandRequest, computeBands } from './compute.ts';
import type { PixelContext } from './context.ts';
import type { Loader, Tile } from './node.ts';
import { type Margins, padded, shifted } from './shifted.ts';

/** Bands on a grid with margins around it: what pixels are computed from that depend on others. */
export interface Around {
  readonly tiles: readonly Tile[];
  /** The grid with its margins. */
  readonly grid: Grid;
  readonly margins: Margins;
  /** Throws when the request is over: to be called every few thousand pixels. */
  readonly check: () => void;
}

export interface AroundOptions {
  readonly inputs: readonly BandRequest[];
  /** How many pixels are needed around a grid. */
  readonly margins: (grid: Grid) => Margins;
  /** What is held for each pixel beside the inputs. */
  readonly bytesPerPixel: number;
  /** The outputs on the grid with margins, of which the grid's own part is shown. */
  readonly compute: (around: Around) => readonly Tile[];
}

/** A value and its mask at most. */
const BYTES_PER_INPUT = 12;

/** The same margin on all sides. */
export function evenly(margin: number): Margins {
  return { left: margin, top: margin, right: margin, bottom: margin };
}

/** Bands that are computed from others within some distance, all at once. */
export class AroundLoader implements Loader {
  readonly fractionalMask = false;
  readonly #options: AroundOptions;

  constructor(options: AroundOptions) {
    this.#options = options;
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const { inputs, bytesPerPixel, compute } = this.#options;
    const margins = this.#options.margins(grid);
    const wide = padded(grid, margins);
    const release = context.claim(wide.width * wide.height * (bytesPerPixel + BYTES_PER_INPUT * inputs.length));
    try {
      const tiles = await computeBands(inputs, wide, context);
      const check = () => context.signal.throwIfAborted();
      check();
      const results = compute({ tiles, grid: wide, margins, check });
      return bands.map((band) => shifted(results[band], wide.width, margins.left, margins.top, grid));
    } finally {
      release();
    }
  }
}

/** 1 at pixels that are valid in all of some tiles. */
export function validInAll(tiles: readonly Tile[], count: number): Uint8Array {
  const valid = new Uint8Array(count).fill(1);
  for (const { mask } of tiles) {
    if (mask === undefined) continue;
    for (let i = 0; i < count; i++) if (!(mask[i] > 0)) valid[i] = 0;
  }
  return valid;
}
