import type { RangeSource } from '../raster/geotiff/range-source.ts';
import { goneMeanwhile } from './object-file.ts';
import type { ObjectReference } from './object-reference.ts';
import { readObject } from './read-object.ts';
import { storageStatus } from './storage-errors.ts';

/** HTTP status of a range that begins where the object ends, or later. */
const BEYOND_THE_END = 416;

/**
 * An object of Cloud Storage, in one generation, as bytes to be read by ranges.
 * Reading throws FAILED_PRECONDITION if that generation is not there any more.
 */
export function objectSource(reference: ObjectReference): RangeSource {
  const { bucket, object, generation } = reference;
  return {
    url: `gs://${bucket}/${object}#${generation}`,
    async read(offset, length) {
      try {
        const bytes = await readObject(reference, { start: offset, end: offset + length });
        return ownBuffer(bytes);
      } catch (error) {
        if (storageStatus(error) === BEYOND_THE_END) return new ArrayBuffer(0);
        throw goneMeanwhile(reference, error) ?? error;
      }
    },
  };
}

/** The bytes as a buffer of exactly their size: their own, unless that has more. */
function ownBuffer({ buffer, byteOffset, byteLength }: Buffer): ArrayBuffer {
  const whole = byteLength === buffer.byteLength;
  return (whole ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)) as ArrayBuffer;
}
