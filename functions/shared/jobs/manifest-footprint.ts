import { invalid } from '../errors.ts';
import { toDegrees } from '../geometry/edge.ts';
import { Geometry } from '../geometry/geometry.ts';
import { apply } from '../raster/affine.ts';
import type { Band } from '../raster/image.ts';
import type { Manifest } from './manifest.ts';

/** The footprint of a manifest in degrees; undefined if it has none. Its points are pixel positions of one of the bands. */
export function footprintOfManifest({ footprint }: Manifest, bands: readonly Band[]): Geometry | undefined {
  if (footprint === undefined) return undefined;
  const { points, bandId } = footprint;
  const band = bandId === undefined ? bands[0] : bands.find(({ id }) => id === bandId);
  if (band === undefined)
    throw invalid(`Invalid value at 'image_manifest.footprint.band_id': There is no band '${bandId}'.`);
  if (bandId === undefined && bands.some(({ projection }) => !projection.equals(band.projection)))
    throw invalid(
      "Invalid value at 'image_manifest.footprint.band_id': it is required, since the bands have several grids.",
    );
  const { crs, transform } = band.projection;
  const ring = points.map(([x, y]) => apply(transform, x, y));
  const degrees = toDegrees(new Geometry({ type: 'Polygon', coordinates: [ring] }, crs, false));
  return new Geometry({ type: 'Polygon', coordinates: [ring.map(degrees)] });
}
