import { type Affine, scale } from '../affine.ts';
import type { Crs } from '../crs/crs.ts';
import type { Grid } from '../grid.ts';
import type { PixelContext } from '../pixels/context.ts';
import { type Loader, maskOf, type Tile } from '../pixels/node.ts';
import { giveSamples, OwnTile, takeSamples } from '../pixels/own-tile.ts';
import type { SampleArray, SampleType } from '../samples.ts';
import { copyPixels } from './copy.ts';
import type { OpenRaster, RasterFile } from './opener.ts';
import { chooseLevel, type Places, placesOn, releasePlaces } from './places.ts';
import { blocksOf } from './spans.ts';

/** A raster file and where it lies. */
export interface PlacedRaster {
  readonly file: RasterFile;
  readonly crs: Crs;
  /** From the file's pixels (column, row) to CRS coordinates. */
  readonly transform: Affine;
  readonly sampleType: SampleType;
  /** Values that mean "masked", for all bands; NaN always does in floating bands. */
  readonly missing: readonly number[];
  /** The id of the asset whose file it is. */
  readonly asset?: string;
}

/** Blocks that are read at the same time: enough to hide a request's latency, few enough to keep memory bounded. */
const CONCURRENT_BLOCKS = 16;

/** Loads a raster's pixels nearest to the centres of a grid's, from the overview that fits. */
export class RasterLoader implements Loader {
  readonly fractionalMask = false;
  readonly #raster: PlacedRaster;
  /** Where the pixels of grids lie for which is being read ahead. */
  readonly #ahead = new WeakMap<Grid, Promise<Located>>();

  constructor(raster: PlacedRaster) {
    this.#raster = raster;
  }

  get asset(): string | undefined {
    return this.#raster.asset;
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const locating = this.#ahead.get(grid) ?? this.#locate(grid, context);
    this.#ahead.delete(grid);
    const { open, level, places } = await locating;
    const { sampleType } = this.#raster;
    const count = grid.width * grid.height;
    const tiles = bands.map(() => ({
      values: takeSamples(sampleType, count).fill(0),
      mask: takeSamples('uint8', count).fill(0),
    }));
    const any = await copyBlocks(open, level, places, bands, tiles, context);
    releasePlaces(places);
    // Of what a sparse file does not store, nothing is looked at.
    if (!any) return tiles;
    return tiles.map((tile) => finish(tile, this.#raster.missing));
  }

  readAhead(bands: readonly number[], grid: Grid, context: PixelContext): void {
    const locating = this.#locate(grid, context);
    this.#ahead.set(grid, locating);
    const reading = locating.then(({ open, level, places }) => {
      const { blockWidth, blockHeight, columns: across } = open.tiff.levels[level];
      const ids = [...blocksOf(places, blockWidth, blockHeight, across).keys()].slice(0, CONCURRENT_BLOCKS);
      return Promise.all(ids.map((id) => open.block(level, id % across, Math.floor(id / across), bands)));
    });
    // Whoever loads the pixels is told.
    reading.catch(() => {});
  }

  async #locate(grid: Grid, context: PixelContext): Promise<Located> {
    const { file, transform, crs } = this.#raster;
    const open = await context.rasters.open(file);
    const level = chooseLevel(open, transform, crs, grid);
    const { width, height } = open.tiff.levels[level];
    const toLevel = scale(transform, open.tiff.width / width, open.tiff.height / height);
    return { open, level, places: placesOn(grid, crs, toLevel, width, height) };
  }
}

/** A raster that is open, the level that fits a grid, and the places of its pixels there. */
interface Located {
  readonly open: OpenRaster;
  readonly level: number;
  readonly places: Places;
}

/**
 * Reads the blocks that are needed and copies their pixels.
 * @returns whether there are any
 */
async function copyBlocks(
  open: OpenRaster,
  level: number,
  places: Places,
  bands: readonly number[],
  tiles: readonly { values: SampleArray; mask: Uint8Array }[],
  context: PixelContext,
): Promise<boolean> {
  const { blockWidth, blockHeight, columns: across } = open.tiff.levels[level];
  const needed = blocksOf(places, blockWidth, blockHeight, across);
  const queue = [...needed];
  let any = false;
  const next = async (): Promise<void> => {
    for (let entry = queue.pop(); entry !== undefined; entry = queue.pop()) {
      const [id, pixels] = entry;
      context.signal.throwIfAborted();
      const [column, row] = [id % across, Math.floor(id / across)];
      const block = await open.block(level, column, row, bands);
      if (!block) continue;
      any = true;
      copyPixels(block, column * blockWidth, row * blockHeight, places, pixels, tiles);
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENT_BLOCKS, needed.size) }, next));
  return any;
}

/** Masks missing values; a mask that masks nothing is left away, which makes all that follows cheaper. */
function finish({ values, mask }: { values: SampleArray; mask: Uint8Array }, missing: readonly number[]): Tile {
  const floating = values instanceof Float32Array || values instanceof Float64Array;
  // A float's missing value may be written with fewer digits than it has.
  const values32 = values instanceof Float32Array ? missing.map(Math.fround) : missing;
  if (values32.length > 0 || floating) {
    for (let i = 0; i < values.length; i++) {
      if (Number.isNaN(values[i]) || (values32.length > 0 && values32.includes(values[i]))) mask[i] = 0;
    }
  }
  const kept = maskOf(mask);
  if (!kept) giveSamples(mask);
  return new OwnTile(values, kept);
}
