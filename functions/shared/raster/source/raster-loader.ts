import { type Affine, apply, invert, scale } from '../affine.ts';
import { gridTransform } from '../crs/approximate.ts';
import type { Crs } from '../crs/crs.ts';
import { transformer } from '../crs/transform.ts';
import type { Block } from '../geotiff/geotiff.ts';
import type { Grid } from '../grid.ts';
import type { PixelContext } from '../pixels/context.ts';
import type { Loader, Tile } from '../pixels/node.ts';
import { MAX_POSITION_ERROR } from '../pixels/reproject.ts';
import { allocateSamples, type SampleArray, type SampleType } from '../samples.ts';
import type { OpenRaster, RasterFile } from './opener.ts';

/** A raster file and where it lies. */
export interface PlacedRaster {
  readonly file: RasterFile;
  readonly crs: Crs;
  /** From the file's pixels (column, row) to CRS coordinates. */
  readonly transform: Affine;
  readonly sampleType: SampleType;
  /** Values that mean "masked", for all bands; NaN always does in floating bands. */
  readonly missing: readonly number[];
}

/** Blocks that are read at the same time: enough to hide a request's latency, few enough to keep memory bounded. */
const CONCURRENT_BLOCKS = 16;

/** Loads a raster's pixels nearest to the centres of a grid's, from the overview that fits. */
export class RasterLoader implements Loader {
  readonly fractionalMask = false;
  readonly #raster: PlacedRaster;

  constructor(raster: PlacedRaster) {
    this.#raster = raster;
  }

  async load(bands: readonly number[], grid: Grid, context: PixelContext): Promise<Tile[]> {
    const { file, transform, crs, sampleType } = this.#raster;
    const open = await context.rasters.open(file);
    const level = chooseLevel(open, transform, crs, grid);
    const { width, height } = open.tiff.levels[level];
    const toLevel = scale(transform, open.tiff.width / width, open.tiff.height / height);
    const places = placesOn(grid, crs, toLevel, width, height);
    const count = grid.width * grid.height;
    const tiles = bands.map(() => ({ values: allocateSamples(sampleType, count), mask: new Uint8Array(count) }));
    await copyBlocks(open, level, places, bands, tiles, context);
    return tiles.map((tile) => finish(tile, this.#raster.missing));
  }
}

/** Where each pixel of a grid lies in a raster: whole columns and rows; -1 outside. Separable if the axes are parallel. */
interface Places {
  readonly gridWidth: number;
  readonly gridHeight: number;
  readonly separable: boolean;
  /** A column and row for each pixel; or, if separable, for each column and each row of the grid. */
  readonly columns: Int32Array;
  readonly rows: Int32Array;
}

/** How many pixels of the raster a pixel of the grid is wide, at the grid's centre. */
function chooseLevel(open: OpenRaster, transform: Affine, crs: Crs, grid: Grid): number {
  const { levels, width } = open.tiff;
  if (levels.length === 1) return 0;
  const inverse = invert(transform);
  const points = Float64Array.from(
    [
      [0.5, 0.5],
      [0.5 + 1 / grid.width, 0.5],
      [0.5, 0.5 + 1 / grid.height],
    ].flatMap(([u, v]) => apply(grid.transform, u * grid.width, v * grid.height)),
  );
  transformer(grid.crs, crs).forward(points);
  const [p, q, r] = [0, 2, 4].map((i) => apply(inverse, points[i], points[i + 1]));
  const ratio = Math.sqrt(Math.abs((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])));
  let best = 0;
  // A hair's breadth of tolerance: a request at an overview's own scale takes it in spite of rounding.
  levels.forEach((level, i) => {
    if (width / level.width <= ratio * 1.001) best = i;
  });
  return best;
}

function placesOn(grid: Grid, crs: Crs, transform: Affine, width: number, height: number): Places {
  const project = transformer(grid.crs, crs);
  const inverse = invert(transform);
  const [gridWidth, gridHeight] = [grid.width, grid.height];
  const [, b, , d] = grid.transform;
  const [, b2, , d2] = transform;
  if (project.identity && b === 0 && d === 0 && b2 === 0 && d2 === 0) {
    const columns = Int32Array.from({ length: gridWidth }, (_, i) => {
      const [x] = apply(grid.transform, i + 0.5, 0);
      return within(inverse[0] * x + inverse[2], width);
    });
    const rows = Int32Array.from({ length: gridHeight }, (_, i) => {
      const [, y] = apply(grid.transform, 0, i + 0.5);
      return within(inverse[4] * y + inverse[5], height);
    });
    return { gridWidth, gridHeight, separable: true, columns, rows };
  }
  const toPixels = gridTransform(project, grid.transform, gridWidth, gridHeight, MAX_POSITION_ERROR, inverse);
  const columns = new Int32Array(gridWidth * gridHeight);
  const rows = new Int32Array(gridWidth * gridHeight);
  const [x, y] = [new Float64Array(gridWidth), new Float64Array(gridWidth)];
  for (let row = 0, i = 0; row < gridHeight; row++) {
    toPixels.colRow(row, x, y);
    for (let column = 0; column < gridWidth; column++, i++) {
      columns[i] = within(x[column], width);
      rows[i] = within(y[column], height);
    }
  }
  return { gridWidth, gridHeight, separable: false, columns, rows };
}

/** Centres that fall on a border between pixels but for rounding (as aligned grids' do not) go to the one after it. */
const BORDER = 1e-9;

function within(place: number, size: number): number {
  const index = Math.floor(place + BORDER);
  return index >= 0 && index < size ? index : -1;
}

/** Reads the blocks that are needed and copies their pixels. */
async function copyBlocks(
  open: OpenRaster,
  level: number,
  places: Places,
  bands: readonly number[],
  tiles: readonly { values: SampleArray; mask: Uint8Array }[],
  context: PixelContext,
): Promise<void> {
  const { blockWidth, blockHeight, columns: across } = open.tiff.levels[level];
  const needed = blocksOf(places, blockWidth, blockHeight, across);
  const queue = [...needed];
  const next = async (): Promise<void> => {
    for (let entry = queue.pop(); entry !== undefined; entry = queue.pop()) {
      const [id, pixels] = entry;
      context.signal.throwIfAborted();
      const [column, row] = [id % across, Math.floor(id / across)];
      const block = await open.block(level, column, row, bands);
      if (block) copyPixels(block, column * blockWidth, row * blockHeight, places, pixels, tiles);
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONCURRENT_BLOCKS, needed.size) }, next));
}

/** The part of a grid that a block may serve: a range of its rows, and of its columns. */
interface Span {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** The blocks that hold a grid's pixels, with the span of the grid that each of them serves. */
function blocksOf(places: Places, blockWidth: number, blockHeight: number, across: number): Map<number, Span> {
  const blocks = new Map<number, Span>();
  const add = (id: number, column: number, row: number): void => {
    const span = blocks.get(id);
    if (!span) blocks.set(id, { top: row, bottom: row + 1, left: column, right: column + 1 });
    else {
      if (row >= span.bottom) span.bottom = row + 1;
      if (column < span.left) span.left = column;
      if (column >= span.right) span.right = column + 1;
      if (row < span.top) span.top = row;
    }
  };
  const { gridWidth, gridHeight, separable, columns, rows } = places;
  if (separable) {
    const columnSpans = spansOf(columns, blockWidth);
    for (const [blockRow, [top, bottom]] of spansOf(rows, blockHeight)) {
      for (const [blockColumn, [left, right]] of columnSpans) {
        blocks.set(blockRow * across + blockColumn, { top, bottom, left, right });
      }
    }
    return blocks;
  }
  let last = -1;
  for (let row = 0, i = 0; row < gridHeight; row++) {
    for (let column = 0; column < gridWidth; column++, i++) {
      if (columns[i] < 0 || rows[i] < 0) continue;
      const id = Math.floor(rows[i] / blockHeight) * across + Math.floor(columns[i] / blockWidth);
      // Neighbours mostly share a block: only its right end moves on.
      const span = id === last ? blocks.get(id) : undefined;
      if (span && row === span.bottom - 1 && column >= span.left) {
        if (column >= span.right) span.right = column + 1;
      } else add(id, column, row);
      last = id;
    }
  }
  return blocks;
}

/** For each block along one axis, the range of the grid that it serves. */
function spansOf(places: Int32Array, blockSize: number): Map<number, [number, number]> {
  const spans = new Map<number, [number, number]>();
  places.forEach((place, i) => {
    if (place < 0) return;
    const block = Math.floor(place / blockSize);
    const span = spans.get(block);
    if (!span) spans.set(block, [i, i + 1]);
    else span[1] = i + 1;
  });
  return spans;
}

/** Copies those pixels of a span that lie in a block whose first pixel is (x0, y0). */
function copyPixels(
  block: Block,
  x0: number,
  y0: number,
  places: Places,
  { top, bottom, left, right }: Span,
  tiles: readonly { values: SampleArray; mask: Uint8Array }[],
): void {
  const { gridWidth, separable, columns, rows } = places;
  const from = new Int32Array(right - left);
  for (let row = top; row < bottom; row++) {
    let any = false;
    for (let column = left; column < right; column++) {
      const i = separable ? column : row * gridWidth + column;
      const x = columns[i] - x0;
      const y = (separable ? rows[row] : rows[i]) - y0;
      const inside = x >= 0 && y >= 0 && x < block.width && y < block.height;
      from[column - left] = inside ? y * block.width + x : -1;
      if (inside) any = true;
    }
    if (!any) continue;
    const at = row * gridWidth + left;
    for (const [k, tile] of tiles.entries()) copyRow(block.bands[k], block.mask, from, tile, at);
  }
}

function copyRow(
  source: SampleArray,
  valid: Uint8Array | undefined,
  from: Int32Array,
  { values, mask }: { values: SampleArray; mask: Uint8Array },
  at: number,
): void {
  for (let i = 0; i < from.length; i++) {
    const index = from[i];
    if (index < 0) continue;
    values[at + i] = source[index];
    mask[at + i] = valid === undefined || valid[index] > 0 ? 1 : 0;
  }
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
  return { values, mask: mask.includes(0) ? mask : undefined };
}
