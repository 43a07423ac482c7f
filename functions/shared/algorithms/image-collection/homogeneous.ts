import { invalid } from '../../errors.ts';
import { type Band, bandList, Image } from '../../raster/image.ts';
import { loaded } from '../../raster/pixels/node.ts';

/**
 * Checks that all images have the same bands, as reductions of collections need them. If not, returns an image with the first image's bands
 * whose pixels are refused when they are requested, as the service does; undefined if the check passes.
 */
export function refusedUnlessHomogeneous(images: readonly Image[]): Image | undefined {
  const [first] = images;
  const other = images.find((image) => bandList(image) !== bandList(first));
  if (other === undefined) return undefined;
  const error = invalid(
    'Expected a homogeneous image collection, but an image with incompatible bands was encountered: ' +
      `First image type: ${described(first)}. Current image type: ${described(other)}.`,
  );
  const loader = { fractionalMask: false, load: () => Promise.reject(error) };
  return new Image(first.bands.map((band): Band => ({ ...band, pixels: loaded(loader, 0) })));
}

function described(image: Image): string {
  return `${image.bands.length} bands (${bandList(image)})`;
}
