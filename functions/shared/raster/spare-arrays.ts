import { allocateSamples, type SampleArray, type SampleType } from './samples.ts';

/**
 * Arrays that are not needed any more, to be used again: a new one has to be zeroed, page by page, and what is thrown away makes the collector of
 * garbage walk through all objects of the thread.
 */
export class SpareArrays {
  readonly #arrays = new Map<string, SampleArray[]>();
  readonly #maxBytes: number;
  #bytes = 0;

  /** @param maxBytes to keep; what is more is left to the collector */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** An array that somebody has given, with whatever is in it, or a new one. */
  readonly take = (type: SampleType, length: number): SampleArray => {
    const array = this.#arrays.get(keyOf(type, length))?.pop();
    if (!array) return allocateSamples(type, length);
    this.#bytes -= array.byteLength;
    return array;
  };

  /** Gives an array that nobody will look at again. */
  give(type: SampleType, array: SampleArray): void {
    if (this.#bytes + array.byteLength > this.#maxBytes) return;
    const key = keyOf(type, array.length);
    const others = this.#arrays.get(key);
    if (others) others.push(array);
    else this.#arrays.set(key, [array]);
    this.#bytes += array.byteLength;
  }
}

function keyOf(type: SampleType, length: number): string {
  return `${type} ${length}`;
}
