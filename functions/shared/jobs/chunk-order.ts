import type { PixelWindow } from '../raster/grid.ts';
import type { ExportPlan, RasterPlan } from './export-job.ts';

/**
 * The order of a file's chunks: square by square, row by row, and within a square row by row. The chunks of a square are a group: what they
 * have written lies together in the file, and the overviews above them are made of them alone.
 */

/** What the order follows from. */
export interface Chunked extends Pick<ExportPlan, 'width' | 'height'> {
  readonly raster: Pick<RasterPlan, 'tileSize' | 'chunkTiles' | 'groupSide'>;
}

/** The chunks of a group: a square, but at the right and lower edges. */
export interface ChunkSquare {
  /** The number of its first chunk. */
  readonly first: number;
  /** The first column and row, and how many there are, in chunks. */
  readonly column: number;
  readonly row: number;
  readonly across: number;
  readonly down: number;
}

/** Columns and rows of chunks, and those of groups. */
export function chunkGrid({ width, height, raster }: Chunked) {
  const side = raster.tileSize * raster.chunkTiles;
  const [across, down] = [Math.ceil(width / side), Math.ceil(height / side)];
  const { groupSide } = raster;
  return { side, across, down, columns: Math.ceil(across / groupSide), rows: Math.ceil(down / groupSide) };
}

/** The groups of a file. */
export function groupCount(plan: Chunked): number {
  const { columns, rows } = chunkGrid(plan);
  return columns * rows;
}

/** A group of a file, by its number from 0. */
export function groupSquare(plan: Chunked, group: number): ChunkSquare {
  const { columns } = chunkGrid(plan);
  return squareAt(plan, group % columns, Math.floor(group / columns));
}

function squareAt(plan: Chunked, groupColumn: number, groupRow: number): ChunkSquare {
  const { across, down } = chunkGrid(plan);
  const { groupSide } = plan.raster;
  const [column, row] = [groupColumn * groupSide, groupRow * groupSide];
  const height = Math.min(groupSide, down - row);
  // Whole strips above, and squares of the same height to the left.
  return {
    first: row * across + column * height,
    column,
    row,
    across: Math.min(groupSide, across - column),
    down: height,
  };
}

/** The pixels of a chunk in the full-size image, by its number from 0. */
export function pixelsOfChunk(plan: Chunked, chunk: number): PixelWindow {
  const { side, across, down } = chunkGrid(plan);
  const { groupSide } = plan.raster;
  const groupRow = Math.floor(chunk / (across * groupSide));
  const height = Math.min(groupSide, down - groupRow * groupSide);
  const groupColumn = Math.floor((chunk - groupRow * groupSide * across) / (groupSide * height));
  const square = squareAt(plan, groupColumn, groupRow);
  const place = chunk - square.first;
  const column = (square.column + (place % square.across)) * side;
  const row = (square.row + Math.floor(place / square.across)) * side;
  return { column, row, width: Math.min(side, plan.width - column), height: Math.min(side, plan.height - row) };
}
