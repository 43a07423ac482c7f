import { wrong } from '../../errors.ts';
import type { Band, Image } from '../../raster/image.ts';
import { plainBand } from '../image/needed-bands.ts';

/** The only band of an image, or the one that is called elevation. */
export function elevationOf(image: Image): Band {
  const band = image.bands.length === 1 ? image.bands[0] : image.bands.find(({ id }) => id === 'elevation');
  if (!band) throw wrong("The image must have one band, or one named 'elevation'.");
  return plainBand(band);
}
