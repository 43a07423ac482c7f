import { tilesOf } from '../raster/grid.ts';
import { chunkGrid, groupSquare, pixelsOfChunk } from './chunk-order.ts';
import type { ExportPlan, RasterPlan } from './export-job.ts';

/**
 * The order of the tiles of a file, in which their lengths are written down: their places follow from the plan. Behind the header come the overviews above all groups, those of
 * the groups, those within the chunks, and the tiles of the full size.
 */

/** A tile's place in the pyramid: level 0 is the full size; columns and rows count tiles. */
export interface TilePlace {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The coarsest level that is made with the chunks: there each is one tile, unless the pyramid ends before. */
export function chunkLevel({ overviews, chunkTiles }: RasterPlan): number {
  return Math.min(overviews, Math.log2(chunkTiles));
}

/** The coarsest level that is made with the groups: there each is one tile. */
export function groupLevel(raster: RasterPlan): number {
  return Math.min(raster.overviews, chunkLevel(raster) + Math.log2(raster.groupSide));
}

/** The size of a level in pixels. */
export function levelSize({ width, height }: Size, level: number): Size {
  return { width: Math.ceil(width / 2 ** level), height: Math.ceil(height / 2 ** level) };
}

/** The full-size tiles of a chunk. */
export function* tilesOfChunk(plan: ExportPlan, chunk: number): Generator<TilePlace> {
  const { tileSize } = plan.raster;
  for (const { column, row } of tilesOf(pixelsOfChunk(plan, chunk), tileSize)) {
    yield { level: 0, column: column / tileSize, row: row / tileSize };
  }
}

/** The tiles of the overviews within a chunk, the coarsest first. */
export function* overviewsOfChunk(plan: ExportPlan, chunk: number): Generator<TilePlace> {
  const { tileSize } = plan.raster;
  const place = pixelsOfChunk(plan, chunk);
  for (let level = chunkLevel(plan.raster); level > 0; level--) {
    const [left, top] = [place.column / 2 ** level / tileSize, place.row / 2 ** level / tileSize];
    for (const { column, row } of tilesOf({ column: 0, row: 0, ...levelSize(place, level) }, tileSize)) {
      yield { level, column: left + column / tileSize, row: top + row / tileSize };
    }
  }
}

/** The tiles of the overviews of a group, the coarsest level first. */
export function* overviewsOfGroup(plan: ExportPlan, group: number): Generator<TilePlace> {
  const { raster } = plan;
  for (let level = groupLevel(raster); level > chunkLevel(raster); level--)
    yield* within(plan, groupRoot(plan, group), level);
}

/** The one tile of a group in its coarsest level. */
export function groupRoot(plan: ExportPlan, group: number): TilePlace {
  const { column, row } = groupSquare(plan, group);
  const { groupSide } = plan.raster;
  return { level: groupLevel(plan.raster), column: column / groupSide, row: row / groupSide };
}

/** The tiles of the overviews above all groups, the coarsest level first. */
export function* overviewsOfFile(plan: ExportPlan): Generator<TilePlace> {
  const { raster } = plan;
  for (let level = raster.overviews; level > groupLevel(raster); level--) yield* within(plan, fileRoot(plan), level);
}

/** The one tile of the coarsest level of all. */
export function fileRoot({ raster }: ExportPlan): TilePlace {
  return { level: raster.overviews, column: 0, row: 0 };
}

/** The tiles of a finer level that a tile covers, in the order in which they are made: quarter by quarter. */
function* within(plan: ExportPlan, tile: TilePlace, level: number): Generator<TilePlace> {
  if (tile.level === level) yield tile;
  else for (const quarter of quartersOf(plan, tile)) yield* within(plan, quarter, level);
}

/** The tiles of the level below that a tile covers: up to four. */
export function quartersOf(plan: ExportPlan, { level, column, row }: TilePlace): TilePlace[] {
  const { width, height } = levelSize(plan, level - 1);
  const { tileSize } = plan.raster;
  const all = [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ].map(([dx, dy]) => ({ level: level - 1, column: column * 2 + dx, row: row * 2 + dy }));
  return all.filter((tile) => tile.column * tileSize < width && tile.row * tileSize < height);
}

/** The chunks of a group, by their numbers. */
export function chunksOfGroup(plan: ExportPlan, group: number): number[] {
  const { first, across, down } = groupSquare(plan, group);
  return Array.from({ length: across * down }, (_, i) => first + i);
}

/** The tile that a chunk has in the coarsest level that is made with chunks. */
export function chunkRoot(plan: ExportPlan, chunk: number): TilePlace {
  const { side } = chunkGrid(plan);
  const { column, row } = pixelsOfChunk(plan, chunk);
  return { level: chunkLevel(plan.raster), column: column / side, row: row / side };
}
