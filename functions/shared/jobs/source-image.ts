import { loadText } from '../google/stored-text.ts';
import type { Image } from '../raster/image.ts';
import type { JobContext } from './context.ts';
import { evaluateImage } from './evaluate.ts';
import type { ExportSource } from './export-job.ts';
import { imageOfManifest, type Kept } from './manifest-image.ts';

/** The image that an export or an import writes. */
export interface SourceImage {
  readonly image: Image;
  /** The pyramiding policies and the storage types that a manifest asks for; exports of expressions have them in their options. */
  readonly kept?: Kept;
}

/** Makes the image of an export from its expression, or of an import from its manifest. */
export async function imageOfSource(source: ExportSource, context: JobContext): Promise<SourceImage> {
  const text = await loadText(source.text);
  if (source.kind === 'expression') return { image: await evaluateImage(text, context) };
  const inputs = { object: (uri: string) => context.inputs.objectNow(uri) };
  return imageOfManifest(text, { inputs, pixels: context.pixels }, source.kind === 'external' ? 'files' : 'numbers');
}
