import type { PixelGridMessage } from '../catalog/asset.ts';
import { invalid } from '../errors.ts';
import { imageWindow } from '../raster/extent.ts';
import type { PixelWindow } from '../raster/grid.ts';
import type { Image } from '../raster/image.ts';
import { Projection } from '../raster/projection.ts';
import { requestGrid } from './request-grid.ts';

/** The pixels that an export has: a window of a projection. */
export interface ExportGrid {
  readonly projection: Projection;
  readonly extent: PixelWindow;
}

/** @throws INVALID_ARGUMENT for more pixels than the request allows */
export function checkExportSize({ width, height }: PixelWindow, maxPixels: number): void {
  const pixels = width * height;
  if (pixels <= maxPixels) return;
  throw invalid(
    `Export too large: specified ${pixels} pixels (max: ${maxPixels}). Specify higher maxPixels value if you intend to export a large area.`,
  );
}

/**
 * The pixels of an export: those of the request's grid if there is one, else those that the image has of its own.
 * @throws INVALID_ARGUMENT for an unbounded image, and for a grid that cannot be computed
 */
export function exportGrid(image: Image, grid: PixelGridMessage | undefined): ExportGrid {
  if (grid !== undefined) {
    const { crs, transform, width, height } = requestGrid({ grid }, image);
    return { projection: new Projection(crs, transform), extent: { column: 0, row: 0, width, height } };
  }
  const { projection } = image.bands[0];
  const extent = imageWindow(image, projection);
  if (!extent) throw invalid('Unable to export unbounded image.');
  return { projection, extent };
}
