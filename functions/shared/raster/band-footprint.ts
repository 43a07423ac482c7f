import type { Footprint } from './footprint.ts';
import type { Band } from './image.ts';
import { point } from './pixels/node.ts';
import { WITHIN } from './pixels/rules.ts';

/** The band with another footprint, or with none: everywhere. */
export function withFootprint(band: Band, footprint: Footprint | undefined): Band {
  const { footprint: _, ...rest } = band;
  return footprint === undefined ? rest : { ...rest, footprint };
}

/** The band with another footprint; unless that is its own one, it has no size in pixels any more. */
export function spreadOver(band: Band, footprint: Footprint | undefined): Band {
  if (footprint === band.footprint) return band;
  const { dimensions: _, origin: __, ...rest } = band;
  return withFootprint(rest, footprint);
}

/** The band masked beyond its footprint: for pixels that could be valid there. */
export function keptWithin(band: Band): Band {
  return band.footprint === undefined ? band : { ...band, pixels: point(WITHIN, band.pixels, band.footprint.pixels) };
}
