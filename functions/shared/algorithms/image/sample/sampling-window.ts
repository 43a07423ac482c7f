import { wrong } from '../../../errors.ts';
import type { Geometry } from '../../../geometry/geometry.ts';
import { imageWindow } from '../../../raster/extent.ts';
import type { PixelWindow } from '../../../raster/grid.ts';
import type { Image } from '../../../raster/image.ts';
import type { Projection } from '../../../raster/projection.ts';
import { checkPixels, geometryWindow } from '../grid.ts';

/** The pixels of a projection that a region touches, or without one all of the image. */
export function samplingWindow(image: Image, region: Geometry | null, projection: Projection): PixelWindow {
  const window = (region && geometryWindow(region, projection)) ?? imageWindow(image, projection);
  if (!window) throw wrong('The image is unbounded: a region is required.');
  checkPixels(window);
  return window;
}
