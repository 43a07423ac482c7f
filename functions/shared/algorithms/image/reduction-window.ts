import { invalid, wrong } from '../../errors.ts';
import type { Geometry } from '../../geometry/geometry.ts';
import type { PixelWindow } from '../../raster/grid.ts';
import type { Image } from '../../raster/image.ts';
import type { Projection } from '../../raster/projection.ts';
import { MOST_PIXELS } from './grid.ts';
import { regionWindow } from './reduce-window.ts';

/** The pixels of a projection that are reduced. */
export interface ReductionWindow {
  readonly projection: Projection;
  readonly window: PixelWindow;
}

/** The largest number of pixels to reduce, and whether larger pixels are used if there are more. */
export interface PixelBudget {
  readonly maxPixels: number;
  readonly bestEffort: boolean;
}

/**
 * The pixels of an image that a region covers.
 * @param algorithm its name, for the message that there are too many
 * @param advice text that is added to that message
 * @throws ServiceError INVALID_ARGUMENT if there are too many, or nothing bounds them
 */
export function reductionWindow(
  algorithm: string,
  image: Image,
  region: Geometry | null,
  projection: Projection,
  { maxPixels, bestEffort }: PixelBudget,
  advice = '',
): ReductionWindow {
  if (!(maxPixels > 0)) throw wrong(`'maxPixels' must be positive. Got ${maxPixels}.`);
  const window = boundedWindow(image, region, projection);
  const pixels = window.width * window.height;
  const allowed = Math.min(maxPixels, MOST_PIXELS);
  if (!(pixels > allowed)) return { projection, window };
  if (!bestEffort) {
    throw invalid(
      `${algorithm}: Too many pixels in the region. Found ${pixels}, but maxPixels allows only ${allowed}.${advice}`,
    );
  }
  // A margin of 1 %: windows are rounded up to whole pixels.
  const coarser = projection.atScale(projection.nominalScale() * Math.sqrt((pixels / allowed) * 1.01));
  return { projection: coarser, window: boundedWindow(image, region, coarser) };
}

function boundedWindow(image: Image, region: Geometry | null, projection: Projection): PixelWindow {
  const window = regionWindow(image, region, projection);
  if (window) return window;
  throw wrong("Provide 'geometry' parameter when aggregating over an unbounded image.");
}
