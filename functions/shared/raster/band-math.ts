import { invalid } from '../errors.ts';
import { type Band, Image, type ImageFields } from './image.ts';
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
 * Matches the bands of two images as the service does: one band goes with every band of the other image; the same
 * names go together if both images have the same set of them; else bands go together by position. The result is named
 * like the image with more bands, or like the first; it is on the first image's grid.
 */
export function pairBands(algorithm: string, left: Image, right: Image, pairing: BandPairing): Image {
  const pairs = matchBands(algorithm, left, right);
  const bands = pairs.map(([a, b, id]): Band => {
    const { dimensions, origin, ...grid } = a;
    const kept = sameExtent(a, b) ? { ...(dimensions ? { dimensions } : {}), ...(origin ? { origin } : {}) } : {};
    return { ...grid, id, ...kept, ...pairing(a, b) };
  });
  return new Image(bands, commonBounds(left, right));
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

/** Results of two images keep no properties; they are masked beyond the bounds of either. */
function commonBounds(left: Image, right: Image): ImageFields {
  const [a, b] = [left.fields.bounds, right.fields.bounds];
  if (!a || !b) return a || b ? { bounds: (a ?? b) as NonNullable<typeof a> } : {};
  return {
    bounds: [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])],
  };
}
