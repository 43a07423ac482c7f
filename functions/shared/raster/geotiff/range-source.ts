/** Bytes that are read by ranges: an object in Cloud Storage, a file, a buffer. */
export interface RangeSource {
  /** What the bytes are known by in caches: must change when they do (in Cloud Storage: with the generation). */
  readonly url: string;
  /** The bytes from `offset`; fewer than `length`, or none, where the file ends before. */
  read(offset: number, length: number, signal?: AbortSignal): Promise<ArrayBuffer>;
  /**
   * The same, into an array.
   * @returns the number of bytes; fewer than there is room for, where the file ends before
   */
  readInto?(offset: number, target: Uint8Array): Promise<number>;
}

/** Bytes in memory as a source. */
export function memorySource(url: string, bytes: Uint8Array): RangeSource {
  return {
    url,
    read: (offset, length) => Promise.resolve(new Uint8Array(bytes.subarray(offset, offset + length)).buffer),
  };
}
