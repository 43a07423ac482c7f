import { wrong } from '../../errors.ts';
import type { DatedImage } from './dated-images.ts';

/** The year of each image, which must be others. */
export function yearsOf(images: readonly DatedImage[]): Float64Array {
  const years = Float64Array.from(images, ({ millis }) => new Date(millis).getUTCFullYear());
  const twice = years.find((year, i) => i > 0 && year === years[i - 1]);
  if (twice !== undefined) throw wrong(`There must be one image a year. Got two of ${twice}.`, 'timeSeries');
  return years;
}
