import { Tiff } from '@cogeotiff/core';

/** A TIFF in memory, by a reader that is not ours. */
export function tiffOf(bytes: Uint8Array): Promise<Tiff> {
  return Tiff.create({
    url: new URL('memory://file'),
    fetch: async (offset, length) =>
      new Uint8Array(bytes.subarray(offset, length === undefined ? undefined : offset + length)).buffer,
  });
}
