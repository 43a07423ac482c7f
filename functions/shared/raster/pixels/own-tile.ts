import type { SampleArray, SampleType } from '../samples.ts';
import { SpareArrays } from '../spare-arrays.ts';
import type { Tile } from './node.ts';

/** Bytes of arrays that a thread keeps for the next tiles. */
const SPARE_BYTES = 8 * 1024 * 1024;

const spare = new SpareArrays(SPARE_BYTES);

/**
 * A tile that only whoever asked for it has, and whose arrays are used again once it says that it does not look at them any more. It need not say so.
 * Copies of the object, and views of its arrays, are tiles like any other.
 */
export class OwnTile implements Tile {
  readonly values: SampleArray;
  readonly mask: Uint8Array | Float32Array | undefined;
  #released = false;

  constructor(values: SampleArray, mask: Uint8Array | Float32Array | undefined) {
    this.values = values;
    this.mask = mask;
  }

  release(): void {
    if (this.#released) return;
    this.#released = true;
    giveSamples(this.values);
    if (this.mask) giveSamples(this.mask);
  }
}

/** An array for samples, with whatever is in it. */
export const takeSamples = spare.take as {
  (type: 'uint8', length: number): Uint8Array;
  (type: 'int32', length: number): Int32Array;
  (type: 'float32', length: number): Float32Array;
  (type: SampleType, length: number): SampleArray;
};

/** Gives an array back that nobody will look at again. */
export function giveSamples(array: SampleArray): void {
  spare.give(array);
}

/** Says of tiles that nobody will look at them again. */
export function releaseTiles(tiles: Iterable<Pick<Tile, 'values'>>): void {
  for (const tile of tiles) if (tile instanceof OwnTile) tile.release();
}
