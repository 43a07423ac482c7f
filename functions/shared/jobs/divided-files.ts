import type { Affine } from '../raster/affine.ts';
import { translate } from '../raster/affine.ts';
import type { ExportPlan, RasterPlan } from './export-job.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Halvings until an image is one tile. */
export function overviewCount({ width, height }: Size, tileSize: number): number {
  return Math.max(0, Math.ceil(Math.log2(Math.max(width, height) / tileSize)));
}

/** The chunks of a file: squares of tiles. */
export function chunkCount(
  { width, height }: Size,
  { tileSize, chunkTiles }: Pick<RasterPlan, 'tileSize' | 'chunkTiles'>,
): number {
  const side = tileSize * chunkTiles;
  return Math.ceil(width / side) * Math.ceil(height / side);
}

/** A file of a division: strips of the files' height, each cut into pieces of their width. */
export interface Piece extends Size {
  /** Its first column and row, in pixels. */
  readonly column: number;
  readonly row: number;
}

/** How many files a plan is divided into: one, if it is not. Stored plans have the division alone: there may be thousands. */
export function fileCount({ width, height, division }: ExportPlan): number {
  if (division === undefined) return 1;
  const [across, down] = division;
  return Math.ceil(width / across) * Math.ceil(height / down);
}

/** One of the files that a plan is divided into, by its number, row by row. */
export function pieceOf({ width, height, division }: ExportPlan, number: number): Piece {
  if (division === undefined) return { column: 0, row: 0, width, height };
  const [across, down] = division;
  const perStrip = Math.ceil(width / across);
  const [column, row] = [(number % perStrip) * across, Math.floor(number / perStrip) * down];
  return { column, row, width: Math.min(across, width - column), height: Math.min(down, height - row) };
}

/** The plan of one of the files that a plan is divided into; the plan itself if it is not. */
export function dividedFile(whole: ExportPlan, number: number): ExportPlan {
  const { division, ...plan } = whole;
  if (division === undefined) return plan;
  const { column, row, ...size } = pieceOf(whole, number);
  const raster = {
    ...plan.raster,
    transform: [...translate(plan.raster.transform as unknown as Affine, column, row)],
    overviews: plan.raster.overviews > 0 ? overviewCount(size, plan.raster.tileSize) : 0,
  };
  return { ...plan, ...size, chunks: chunkCount(size, raster), raster, origin: [column, row] };
}
