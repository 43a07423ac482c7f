import { wrong } from '../../errors.ts';
import type { Band, Image } from '../../raster/image.ts';

/** The band, which must be one of numbers, not of arrays. */
export function plainBand(band: Band): Band {
  if (band.type.dimensions > 0) throw wrong(`The band '${band.id}' is one of arrays.`);
  return band;
}

/** The first band of an image, which must have one. */
export function firstBand(image: Image): Band {
  const [first] = image.bands;
  if (!first) throw wrong('The image has no bands.');
  return first;
}

/** The band of an image that must have one only. */
export function onlyBand(image: Image): Band {
  if (image.bands.length !== 1) throw wrong(`The image must have one band. Got ${image.bands.length}.`);
  return image.bands[0];
}
