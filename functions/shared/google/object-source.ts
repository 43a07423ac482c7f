import type { RangeSource } from '../raster/geotiff/range-source.ts';
import { goneMeanwhile } from './object-file.ts';
import type { ObjectReference } from './object-reference.ts';
import { readObject, readObjectInto } from './read-object.ts';
import { storageStatus } from './storage-errors.ts';

/** HTTP status of a range that begins where the object ends, or later. */
const BEYOND_THE_END = 416;

/**
 * An object of Cloud Storage, in one generation, as bytes to be read by ranges.
 * Reading throws FAILED_PRECONDITION if that generation is not there any more.
 */
export function objectSource(reference: ObjectReference): RangeSource {
  const { bucket, object, generation } = reference;
  const reading = async <T>(read: Promise<T>, nothing: T): Promise<T> => {
    try {
      return await read;
    } catch (error) {
      if (storageStatus(error) === BEYOND_THE_END) return nothing;
      throw goneMeanwhile(reference, error) ?? error;
    }
  };
  return {
    url: `gs://${bucket}/${object}#${generation}`,
    read(offset, length) {
      const bytes = readObject(reference, { start: offset, end: offset + length });
      return reading(bytes.then(ownBuffer), new ArrayBuffer(0));
    },
    readInto(offset, target) {
      return reading(readObjectInto(reference, { start: offset, end: offset + target.length }, target), 0);
    },
  };
}

/** The bytes as a buffer of exactly their size: their own, unless that has more. */
function ownBuffer({ buffer, byteOffset, byteLength }: Buffer): ArrayBuffer {
  const whole = byteLength === buffer.byteLength;
  return (whole ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)) as ArrayBuffer;
}
