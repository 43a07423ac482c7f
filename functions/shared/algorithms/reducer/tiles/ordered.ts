import type { SampleArray } from '../../../raster/samples.ts';
import { Distribution } from '../distribution.ts';
import type { OrderedNumbers } from '../ordered-numbers.ts';
import { SortedNumbers, sortAscending } from '../sorted-numbers.ts';
import { type StartTiles, type TileAccumulator, tileResult } from './tile-accumulator.ts';

/** Pixels whose values are brought together at a time: those of some dozen layers stay in the cache of a processor. */
const BLOCK = 256;

interface KeptLayer {
  readonly values: SampleArray;
  /** 0 where pixels are masked; fractions, if there are any, are weights. */
  readonly mask: Uint8Array | Float32Array | undefined;
}

/** Statistics of all values at each pixel in their order: every layer is kept. Results of several outputs are null together. */
export function orderedTiles(
  outputs: number,
  statistics: (numbers: OrderedNumbers) => readonly (number | null)[],
): StartTiles {
  return (pixels, claim): TileAccumulator => {
    const layers: KeptLayer[] = [];
    let weighted = false;
    return {
      add(given, weights) {
        const values = copyOf(given);
        const mask = weights && maskFrom(weights);
        claim(values.byteLength + (mask?.byteLength ?? 0));
        layers.push({ values, mask });
        weighted ||= mask instanceof Float32Array;
      },
      results() {
        const results = Array.from({ length: outputs }, () => new Float64Array(pixels));
        const known = new Uint8Array(pixels);
        const take = (pixel: number, numbers: OrderedNumbers) => {
          known[pixel] = 1;
          const found = statistics(numbers);
          for (let output = 0; output < outputs; output++) results[output][pixel] = found[output] ?? Number.NaN;
        };
        if (weighted) eachDistribution(layers, pixels, take);
        else eachSorted(layers, pixels, take);
        return results.map((each) => tileResult(each, known));
      },
    };
  };
}

type Take = (pixel: number, numbers: OrderedNumbers) => void;

/** Sorts the values of each pixel that has any; those of a block of pixels are gathered layer by layer. */
function eachSorted(layers: readonly KeptLayer[], pixels: number, take: Take): void {
  const stride = layers.length;
  const room = new Float64Array(BLOCK * stride);
  const counts = new Int32Array(BLOCK);
  const part = new Float64Array(BLOCK);
  for (let from = 0; from < pixels; from += BLOCK) {
    const count = Math.min(BLOCK, pixels - from);
    counts.fill(0);
    for (const { values, mask } of layers) {
      part.set(values.subarray(from, from + count));
      gather(part, mask?.subarray(from, from + count) as Uint8Array | undefined, count, room, stride, counts);
    }
    for (let i = 0; i < count; i++) {
      if (counts[i] === 0) continue;
      take(from + i, new SortedNumbers(sortAscending(room.subarray(i * stride, i * stride + counts[i]))));
    }
  }
}

/** Appends the valid values of a layer to those of each pixel, which begin `stride` apart. */
function gather(
  values: Float64Array,
  mask: Uint8Array | undefined,
  pixels: number,
  room: Float64Array,
  stride: number,
  counts: Int32Array,
): void {
  for (let i = 0; i < pixels; i++) {
    const value = values[i];
    if ((mask === undefined || mask[i] > 0) && !Number.isNaN(value)) room[i * stride + counts[i]++] = value;
  }
}

function eachDistribution(layers: readonly KeptLayer[], pixels: number, take: Take): void {
  for (let i = 0; i < pixels; i++) {
    const weights = layers.map(({ values, mask }) => (Number.isNaN(values[i]) ? 0 : (mask?.[i] ?? 1)));
    if (!weights.some((weight) => weight > 0)) continue;
    const distribution = new Distribution({ maxBuckets: null, minBucketWidth: null, maxRaw: null });
    layers.forEach(({ values }, layer) => void distribution.add(values[i], weights[layer]));
    take(i, distribution);
  }
}

function copyOf(values: ArrayLike<number>): SampleArray {
  return ArrayBuffer.isView(values) ? (values as SampleArray).slice() : Float64Array.from(values);
}

/** A mask of its own: of bytes, if it has no fractions. */
function maskFrom(weights: ArrayLike<number>): Uint8Array | Float32Array {
  if (weights instanceof Uint8Array) return weights.slice();
  const bytes = new Uint8Array(weights.length);
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] > 0 && weights[i] !== 1) return Float32Array.from(weights);
    bytes[i] = weights[i];
  }
  return bytes;
}
