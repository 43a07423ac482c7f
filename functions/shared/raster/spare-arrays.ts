import { allocateSamples, bytesPerSample, type SampleArray, type SampleType, sampleTypeOf } from './samples.ts';

/** Smaller arrays, in bytes, cost less than looking for one. */
const LEAST_BYTES = 4_096;

/**
 * Arrays that are not needed any more, to be used again: a new one has to be zeroed, page by page, and what is thrown away makes the collector of
 * garbage walk through all objects of the thread.
 */
export class SpareArrays {
  /** The one that was given last stands last. */
  readonly #arrays: { readonly type: SampleType; readonly array: SampleArray }[] = [];
  readonly #maxBytes: number;
  #bytes = 0;

  /** @param maxBytes to keep; what is more, those that were given first, is left to the collector */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** An array that somebody has given, with whatever is in it, or a new one. */
  readonly take = (type: SampleType, length: number): SampleArray => {
    if (length * bytesPerSample(type) >= LEAST_BYTES) {
      const at = this.#arrays.findLastIndex((spare) => spare.array.length === length && spare.type === type);
      if (at >= 0) {
        const [{ array }] = this.#arrays.splice(at, 1);
        this.#bytes -= array.byteLength;
        return array;
      }
    }
    return allocateSamples(type, length);
  };

  /** Gives an array that nobody will look at again. */
  give(array: SampleArray): void {
    if (array.byteLength < LEAST_BYTES || array.byteLength > this.#maxBytes) return;
    this.#arrays.push({ type: sampleTypeOf(array), array });
    this.#bytes += array.byteLength;
    while (this.#bytes > this.#maxBytes) this.#bytes -= this.#arrays.shift()?.array.byteLength ?? this.#bytes;
  }
}
