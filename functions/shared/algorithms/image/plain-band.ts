import type { Band } from '../../raster/image.ts';
import { wrong } from '../declare.ts';

/** The band, which must be one of numbers, not of arrays. */
export function plainBand(band: Band): Band {
  if (band.type.dimensions > 0) throw wrong(`The band '${band.id}' is one of arrays.`);
  return band;
}
