import type { Grid } from '../../raster/grid.ts';
import type { Band } from '../../raster/image.ts';
import { computeBands } from '../../raster/pixels/compute.ts';
import type { PixelContext } from '../../raster/pixels/context.ts';
import { GroundMetric, type GroundOffset } from '../../raster/pixels/metric.ts';
import { type Loader, maskOf, type Tile } from '../../raster/pixels/node.ts';
import { padded } from '../../raster/pixels/shifted.ts';

/** Computes a terrain measure from the gradient: the rise of the ground (metres a metre) eastwards and northwards. */
export type Descriptor = (eastwards: number, northwards: number) => number;

const MARGINS = { left: 1, top: 1, right: 1, bottom: 1 };

/**
 * Bands that describe the slope of an elevation in metres, from the four neighbours of each pixel and the distances between them on the
 * ground. Masked where the pixel or one of them is.
 */
export class GradientLoader implements Loader {
  readonly fractionalMask = false;
  readonly #elevation: Band;
  readonly #descriptors: readonly Descriptor[];

  constructor(elevation: Band, descriptors: readonly Descriptor[]) {
    this.#elevation = elevation;
    this.#descriptors = descriptors;
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const wide = padded(grid, MARGINS);
    // Elevations, positions, and the results.
    const release = context.claim(wide.width * wide.height * 8 * (3 + bands.length));
    try {
      const [{ values, mask }] = await computeBands([this.#elevation], wide, context);
      const metric = new GroundMetric(wide);
      const count = grid.width * grid.height;
      const results = bands.map(() => new Float64Array(count));
      const known = new Uint8Array(count);
      const [across, along]: GroundOffset[] = [
        { east: 0, north: 0 },
        { east: 0, north: 0 },
      ];
      for (let i = 0; i < count; i++) {
        const at = (Math.floor(i / grid.width) + 1) * wide.width + (i % grid.width) + 1;
        const [west, east, north, south] = [at - 1, at + 1, at - wide.width, at + wide.width];
        if (mask !== undefined && !(mask[at] && mask[west] && mask[east] && mask[north] && mask[south])) continue;
        metric.offset(west, east, across);
        metric.offset(south, north, along);
        // The plane that rises as the ground does along both lines.
        const rise = values[east] - values[west];
        const climb = values[north] - values[south];
        const area = across.east * along.north - across.north * along.east;
        const eastwards = (rise * along.north - climb * across.north) / area;
        const northwards = (climb * across.east - rise * along.east) / area;
        if (!Number.isFinite(eastwards + northwards)) continue;
        known[i] = 1;
        for (let k = 0; k < results.length; k++) results[k][i] = this.#descriptors[bands[k]](eastwards, northwards);
      }
      const shown = maskOf(known);
      return results.map((result) => ({ values: result, mask: shown }));
    } finally {
      release();
    }
  }
}
