import type { Context } from '../algorithms/context.ts';
import { imageBounds } from '../raster/extent.ts';
import { evaluateImage } from './evaluate.ts';
import type { BoundsJob } from './job.ts';

/** The bounds of an image in degrees: west, south, east, north; undefined if it is unbounded. */
export async function boundsOfImage(
  { expression }: BoundsJob,
  context: Context,
): Promise<readonly number[] | undefined> {
  return imageBounds(await evaluateImage(expression, context));
}
