import type { Context } from '../algorithms/context.ts';
import type { PyramidingPolicy } from '../catalog/asset.ts';
import type { Image } from '../raster/image.ts';
import { evaluateImage } from './evaluate.ts';
import type { ExportOptions, ExportSource } from './export-job.ts';
import { imageOfManifest } from './manifest-image.ts';
import { assetStorage, fileStorage, type Storage } from './storage-type.ts';

/** The image that an export or an import writes. */
export interface ExportImage {
  readonly image: Image;
  readonly policies: readonly PyramidingPolicy[];
  readonly storage: () => Storage;
}

/** Makes the image of an export from its expression, or of an import from its manifest. */
export async function exportImage(
  source: ExportSource,
  options: ExportOptions,
  context: Context,
): Promise<ExportImage> {
  if ('manifest' in source) {
    const { image, policies, storage } = await imageOfManifest(source.manifest, context);
    return { image, policies, storage: () => storage };
  }
  const image = await evaluateImage(source.expression, context);
  const { pyramidingPolicyOverrides: overrides = {}, pyramidingPolicy = 'MEAN' } = options;
  const policies = image.bands.map((band) =>
    Object.hasOwn(overrides, band.id) ? overrides[band.id] : pyramidingPolicy,
  );
  const storage = () =>
    options.target === 'file' ? fileStorage(image.bands, options.noData) : assetStorage(image.bands);
  return { image, policies, storage };
}
