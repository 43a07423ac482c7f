import { apply, multiply } from '../../../raster/affine.ts';
import { sameCrs } from '../../../raster/crs/crs.ts';
import { type Box, imageBounds, transformBox } from '../../../raster/extent.ts';
import { type Band, type Bounds, Image, type ImageFields } from '../../../raster/image.ts';
import { MovedLoader, moveBetween } from '../../../raster/pixels/moved.ts';
import { loaded } from '../../../raster/pixels/node.ts';
import { Projection, WGS84 } from '../../../raster/projection.ts';

/** The image with each pixel where its coordinates in one projection are in another. */
export function moved(image: Image, source: Projection, target: Projection): Image {
  const loader = new MovedLoader(image.bands, source, target);
  const move = moveBetween(source, target);
  const bands = image.bands.map((band, i): Band => {
    const pixels = loaded(loader, i);
    // A grid in another reference system than the source's is none after the move.
    if (!sameCrs(band.projection.crs, source.crs)) {
      const { dimensions: _, origin: __, ...rest } = band;
      return { ...rest, projection: target, pixels };
    }
    return { ...band, projection: new Projection(target.crs, multiply(move, band.projection.transform)), pixels };
  });
  // Where the image was is no footprint of what it is now.
  const properties = new Map(image.properties);
  properties.delete('system:footprint');
  const { bounds: _, ...rest } = image.fields;
  const bounds = movedBounds(image, source, target);
  const fields: ImageFields = { ...rest, properties, ...(bounds ? { bounds } : {}) };
  return new Image(bands, fields).withoutIdentity();
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
