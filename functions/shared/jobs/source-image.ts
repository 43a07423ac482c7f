import type { PyramidingPolicy } from '../catalog/asset.ts';
import { loadText } from '../google/stored-text.ts';
import type { Image } from '../raster/image.ts';
import type { JobContext } from './context.ts';
import { evaluateImage } from './evaluate.ts';
import type { ExportSource } from './export-job.ts';
import { imageOfManifest } from './manifest-image.ts';
import type { Storage } from './storage-type.ts';

/** The image that an export or an import writes. */
export interface SourceImage {
  readonly image: Image;
  /** The pyramiding policies and the storage type that a manifest asks for; exports of expressions have them in their options. */
  readonly kept?: { readonly policies: readonly PyramidingPolicy[]; readonly storage: Storage };
}

/** Makes the image of an export from its expression, or of an import from its manifest. */
export async function imageOfSource(source: ExportSource, context: JobContext): Promise<SourceImage> {
  const text = await loadText(source.text);
  if (source.kind === 'expression') return { image: await evaluateImage(text, context) };
  const { image, ...kept } = await imageOfManifest(text, context);
  return { image, kept };
}
