import {
  allocateSamples,
  allocateSharedSamples,
  bytesPerSample,
  type SampleArray,
  type SampleType,
  sampleTypeOf,
} from './samples.ts';

/** Smaller arrays, in bytes, cost less than looking for one. */
const LEAST_BYTES = 4_096;

/**
 * Arrays that are not needed any more, to be used again: a new one has to be zeroed, page by page, and what is thrown away makes the collector of
 * garbage walk through all objects of the thread.
 *
 * Those of somebody who gives all of them back or throws them away can be in shared memory: V8 takes what it has given out of other memory for a sign
 * that there is garbage, each 32 MB or so, be it that all of it is kept. For as many bytes as have been thrown away, arrays are in other memory,
 * so that the collector hears of them.
 */
export class SpareArrays {
  /** The one that was given last stands last. */
  readonly #arrays: { readonly type: SampleType; readonly array: SampleArray }[] = [];
  readonly #maxBytes: number;
  readonly #shared: boolean;
  #bytes = 0;
  /** Bytes of arrays in shared memory that the collector has not heard of. */
  #thrown = 0;

  /**
   * @param maxBytes to keep; what is more, those that were given first, is left to the collector
   * @param shared whether every array that is taken is given or thrown away one day
   */
  constructor(maxBytes: number, shared = false) {
    this.#maxBytes = maxBytes;
    this.#shared = shared;
  }

  /** An array that somebody has given, with whatever is in it, or a new one. */
  readonly take = (type: SampleType, length: number): SampleArray => {
    const bytes = length * bytesPerSample(type);
    if (bytes >= LEAST_BYTES) {
      const at = this.#arrays.findLastIndex((spare) => spare.array.length === length && spare.type === type);
      if (at >= 0) {
        const [{ array }] = this.#arrays.splice(at, 1);
        this.#bytes -= array.byteLength;
        return array;
      }
    }
    if (!this.#shared || bytes < LEAST_BYTES) return allocateSamples(type, length);
    if (this.#thrown < bytes) return allocateSharedSamples(type, length);
    this.#thrown -= bytes;
    return allocateSamples(type, length);
  };

  /** Gives an array that nobody will look at again. */
  give(array: SampleArray): void {
    if (array.byteLength < LEAST_BYTES) return;
    this.#arrays.push({ type: sampleTypeOf(array), array });
    this.#bytes += array.byteLength;
    while (this.#bytes > this.#maxBytes) {
      const [{ array: oldest }] = this.#arrays.splice(0, 1);
      this.#bytes -= oldest.byteLength;
      this.throwAway(oldest);
    }
  }

  /** Says of an array that somebody may still look at it, but nobody keeps it. */
  throwAway(array: SampleArray): void {
    if (array.buffer instanceof SharedArrayBuffer) this.#thrown += array.byteLength;
  }
}
