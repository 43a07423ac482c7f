import { GZIP_HEAD, gzipTail } from '../table/zip/gzip-parts.ts';
import type { PatchesOptions, PatchesPlan, WrittenPatches } from './patches-job.ts';

/** What comes before the parts of a compressed file. */
export function fileHead(): Uint8Array {
  return GZIP_HEAD;
}

/** What comes after the parts of a compressed file. */
export function fileTail(parts: readonly WrittenPatches[]): Uint8Array {
  return gzipTail(parts);
}

/** The text of the file that says where patches are, by which predictions are put together. */
export function mixerText(
  { patch }: PatchesOptions,
  { crs, transform, patchesPerRow, totalPatches }: PatchesPlan,
): string {
  const projection = { crs, affine: { doubleMatrix: transform } };
  return JSON.stringify({ projection, patchDimensions: patch, patchesPerRow, totalPatches });
}
