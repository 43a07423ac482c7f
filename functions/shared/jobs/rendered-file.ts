import { encoding } from '../measures/meter.ts';
import type { Profiler } from '../measures/profiler.ts';
import type { FinishedPlace } from './finished-tiles.ts';
import type { EncodedImage } from './formats/image/encoder.ts';
import type { ObservedInputs } from './inputs/observed-inputs.ts';
import type { RenderedFile } from './job.ts';

const NOTHING = { bytes: new Uint8Array(0), contentType: '', extension: '' };

/**
 * A file that is made of what an evaluation has found, with the digest of its inputs; no bytes if the caller has it.
 * @param known the digest of the file that the caller has
 * @param make computes and encodes it
 * @param place where it may be already, and is kept if its inputs have stayed the same
 */
export async function renderedFile(
  known: string | undefined,
  { inputs }: { readonly inputs: Pick<ObservedInputs, 'digest'> },
  make: () => Promise<EncodedImage>,
  place?: FinishedPlace,
): Promise<RenderedFile> {
  const digest = await inputs.digest();
  if (digest !== undefined && digest === known) return { ...NOTHING, inputs: digest };
  const finished = place?.get(digest);
  if (finished) return { ...finished, inputs: digest };
  const file = await make();
  // Pixels may have asked for more.
  const all = await inputs.digest();
  if (all === digest) place?.set(digest, file);
  return { ...file, inputs: all };
}

/** Encodes pixels that have been computed; the time that it takes is counted, and is a row of a profile. */
export async function encodePixels(
  encode: () => Promise<EncodedImage> | EncodedImage,
  profiler: Profiler | undefined,
): Promise<EncodedImage> {
  const write = () => encoding(encode);
  return profiler?.during('Encoding pixels', write) ?? write();
}
