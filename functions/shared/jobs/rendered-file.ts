import type { JobContext } from './context.ts';
import type { EncodedImage } from './formats/image/encoder.ts';
import type { ObservedInputs } from './inputs/observed-inputs.ts';
import type { RenderedFile } from './job.ts';

const NOTHING = { bytes: new Uint8Array(0), contentType: '', extension: '' };

/**
 * A file that is made of what an evaluation has found, with the digest of its inputs; no bytes if the caller has it.
 * @param known the digest of the file that the caller has
 * @param make computes and encodes it
 */
export async function renderedFile(
  known: string | undefined,
  { inputs }: JobContext<ObservedInputs>,
  make: () => Promise<EncodedImage>,
): Promise<RenderedFile> {
  const digest = await inputs.digest();
  if (digest !== undefined && digest === known) return { ...NOTHING, inputs: digest };
  const file = await make();
  // Pixels may have asked for more.
  return { ...file, inputs: await inputs.digest() };
}
