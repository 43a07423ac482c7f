import { footprintOf } from '../../../geometry/footprint.ts';
import { rectangleOf } from '../../../geometry/shapes/bounds.ts';
import { apply, multiply } from '../../../raster/affine.ts';
import { withFootprint } from '../../../raster/band-footprint.ts';
import { sameCrs } from '../../../raster/crs/crs.ts';
import { type Box, imageBounds, transformBox } from '../../../raster/extent.ts';
import type { Bounds } from '../../../raster/footprint.ts';
import type { Band, Image } from '../../../raster/image.ts';
import { MovedLoader, moveBetween } from '../../../raster/pixels/moved.ts';
import { loaded } from '../../../raster/pixels/node.ts';
import { Projection, WGS84 } from '../../../raster/projection.ts';

/** The image with each pixel where its coordinates in one projection are in another. */
export function moved(image: Image, source: Projection, target: Projection): Image {
  const loader = new MovedLoader(image.bands, source, target);
  const move = moveBetween(source, target);
  const bounds = movedBounds(image, source, target);
  const footprint = bounds && footprintOf(rectangleOf(...bounds, WGS84.crs));
  const bands = image.bands.map((band, i): Band => {
    const pixels = loaded(loader, i);
    // A grid in another reference system than the source's is none after the move.
    if (!sameCrs(band.projection.crs, source.crs)) {
      const { dimensions: _, origin: __, ...rest } = band;
      return withFootprint({ ...rest, projection: target, pixels }, footprint);
    }
    const projection = new Projection(target.crs, multiply(move, band.projection.transform));
    return withFootprint({ ...band, projection, pixels }, footprint);
  });
  return image.withBands(bands).withoutFootprintProperty().withoutIdentity();
}

function movedBounds(image: Image, source: Projection, target: Projection): Bounds | undefined {
  const bounds = imageBounds(image);
  if (bounds === undefined) return undefined;
  const [x0, y0, x1, y1] = transformBox(bounds, WGS84.crs, source.crs);
  const move = moveBetween(source, target);
  const corners = [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ].map(([x, y]) => apply(move, x, y));
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const box: Box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  return transformBox(box, target.crs, WGS84.crs);
}
