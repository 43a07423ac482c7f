import { wrong } from '../../errors.ts';
import type { Image } from '../../raster/image.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';

/** An image and when it is of, in milliseconds since 1970. */
export interface DatedImage {
  readonly image: Image;
  readonly millis: number;
}

/** The images in the order of their times, which each must have. */
export function datedImages(images: readonly Image[]): DatedImage[] {
  const dated = images.map((image) => {
    const time = image.property('system:time_start');
    if (!isNumberValue(time)) throw wrong("Each image must have a property 'system:time_start'.");
    return { image, millis: toDouble(time) };
  });
  return dated.sort((a, b) => a.millis - b.millis);
}
