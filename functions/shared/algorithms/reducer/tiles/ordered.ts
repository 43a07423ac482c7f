import { Distribution } from '../distribution.ts';
import type { OrderedNumbers } from '../ordered-numbers.ts';
import { SortedNumbers, sortAscending } from '../sorted-numbers.ts';
import { type StartTiles, type TileAccumulator, tileResult } from './tile-accumulator.ts';

/** Statistics of all values at each pixel in their order: every layer is kept. Results of several outputs are null together. */
export function orderedTiles(
  outputs: number,
  statistics: (numbers: OrderedNumbers) => readonly (number | null)[],
): StartTiles {
  return (pixels, claim): TileAccumulator => {
    const layers: { readonly values: Float64Array; readonly mask: ArrayLike<number> | undefined }[] = [];
    let weighted = false;

    function numbersAt(i: number, room: Float64Array): OrderedNumbers | undefined {
      let count = 0;
      for (const { values, mask } of layers) {
        if ((mask === undefined || mask[i] > 0) && !Number.isNaN(values[i])) room[count++] = values[i];
      }
      if (count === 0) return undefined;
      if (!weighted) return new SortedNumbers(sortAscending(room.subarray(0, count)));
      const distribution = new Distribution({ maxBuckets: null, minBucketWidth: null, maxRaw: null });
      for (const { values, mask } of layers) distribution.add(values[i], mask === undefined ? 1 : mask[i]);
      return distribution;
    }

    return {
      add(values, mask) {
        claim(pixels * (Float64Array.BYTES_PER_ELEMENT + 1));
        layers.push({ values: Float64Array.from(values), mask: mask && Float32Array.from(mask) });
        weighted ||=
          mask !== undefined && Array.prototype.some.call(mask, (weight: number) => weight > 0 && weight !== 1);
      },
      results() {
        const values = Array.from({ length: outputs }, () => new Float64Array(pixels));
        const known = new Uint8Array(pixels);
        const room = new Float64Array(layers.length);
        for (let i = 0; i < pixels; i++) {
          const numbers = numbersAt(i, room);
          if (numbers === undefined) continue;
          known[i] = 1;
          const results = statistics(numbers);
          for (let output = 0; output < outputs; output++) values[output][i] = results[output] ?? Number.NaN;
        }
        return values.map((each) => tileResult(each, known));
      },
    };
  };
}
