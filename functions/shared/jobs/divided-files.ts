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

/** The files that a plan is divided into, row by row; the plan itself if it is not. Stored plans have the division alone: there may be thousands. */
export function dividedFiles({ division, ...plan }: ExportPlan): ExportPlan[] {
  if (division === undefined) return [plan];
  const { width, height, raster } = plan;
  return [...rectangles({ width, height }, division)].map(({ column, row, ...size }) => {
    const own = {
      ...raster,
      transform: [...translate(raster.transform as unknown as Affine, column, row)],
      overviews: raster.overviews > 0 ? overviewCount(size, raster.tileSize) : 0,
    };
    return { ...plan, ...size, chunks: chunkCount(size, own), raster: own, origin: [column, row] };
  });
}

function* rectangles({ width, height }: Size, [across, down]: readonly number[]) {
  // Strips of their height, each cut into pieces of their width.
  for (let row = 0; row < height; row += down) {
    for (let column = 0; column < width; column += across) {
      yield { column, row, width: Math.min(across, width - column), height: Math.min(down, height - row) };
    }
  }
}
