import { invalid } from '../errors.ts';
import { withFootprint } from './band-footprint.ts';
import { commonFootprint } from './footprint.ts';
import { type Band, Image } from './image.ts';
import { point } from './pixels/node.ts';
import { scalarRule } from './pixels/rules.ts';
import type { ScalarOperation } from './scalar/operation.ts';

/** Combines matched bands into one. */
export type BandPairing = (a: Band, b: Band) => Pick<Band, 'type' | 'pixels'>;

/** Applies an operation to each band. The bands keep their names and grids, the image its properties. */
export function mapBands(image: Image, operation: ScalarOperation): Image {
  return image
    .withBands(
      image.bands.map((band) => ({
        ...band,
        type: operation.type(band.type, band.type),
        pixels: point(scalarRule(operation), band.pixels),
      })),
    )
    .withoutIdentity();
}

/** Applies an operation to each matched pair of bands of two images. */
export function combineBands(algorithm: string, operation: ScalarOperation, left: Image, right: Image): Image {
  return pairBands(algorithm, left, right, (a, b) => ({
    type: operation.type(a.type, b.type),
    pixels: point(scalarRule(operation), a.pixels, b.pixels),
  }));
}

/**
 * Matches the bands of two images as the service does: one band goes with every band of the other image; the same names go together if both
 * images have the same set of them; else bands go together by position. The result has the names of the image with more bands, or of the
 * first; it is on the first image's grid, and keeps no properties.
 * @param footprintRule the footprint of a result; by default that of pixels which are masked where either band is
 */
export function pairBands(
  algorithm: string,
  left: Image,
  right: Image,
  pairing: BandPairing,
  footprintRule: typeof commonFootprint = commonFootprint,
): Image {
  const pairs = matchBands(algorithm, left, right);
  const bands = pairs.map(([a, b, id]): Band => {
    const { dimensions, origin, ...grid } = a;
    const kept = sameExtent(a, b) ? { ...(dimensions ? { dimensions } : {}), ...(origin ? { origin } : {}) } : {};
    const footprint = footprintRule(a.footprint, b.footprint);
    return withFootprint({ ...grid, id, ...kept, ...pairing(a, b) }, footprint);
  });
  return new Image(bands);
}

function matchBands(algorithm: string, left: Image, right: Image): [Band, Band, string][] {
  const [a, b] = [left.bands, right.bands];
  if ((a.length === 0) !== (b.length === 0)) {
    throw invalid(
      `${algorithm}: If one image has no bands, the other must also have no bands. Got ${a.length} and ${b.length}.`,
    );
  }
  if (a.length === 1) return b.map((band) => [a[0], band, b.length > 1 ? band.id : a[0].id]);
  if (b.length === 1) return a.map((band) => [band, b[0], band.id]);
  const names = new Map(b.map((band) => [band.id, band]));
  if (a.length === b.length && a.every((band) => names.has(band.id))) {
    return a.map((band) => [band, names.get(band.id) as Band, band.id]);
  }
  if (a.length !== b.length) {
    throw invalid(
      `${algorithm}: Images must have the same number of bands, or one of them just one. Got ${a.length} and ${b.length}.`,
    );
  }
  return a.map((band, i) => [band, b[i], band.id]);
}

function sameExtent(a: Band, b: Band): boolean {
  return (
    a.projection.equals(b.projection) &&
    String(a.dimensions) === String(b.dimensions) &&
    String(a.origin) === String(b.origin)
  );
}
