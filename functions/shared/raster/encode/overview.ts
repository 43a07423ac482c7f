import { allocateSamples, type SampleArray, sampleTypeOf } from '../samples.ts';

/** Earth Engine's pyramiding policies: how four pixels become one. */
export type OverviewMethod = 'mean' | 'sample' | 'min' | 'max' | 'mode' | 'median';

/** One band of a level: `width * height` samples, and a mask of 1 (valid) and 0; without a mask all are valid. */
export interface BandRaster {
  readonly width: number;
  readonly height: number;
  readonly samples: SampleArray;
  readonly mask: Uint8Array | undefined;
}

/**
 * The next coarser level of a band, half as wide and high (rounded up). `sample` takes the upper left pixel of the four, valid or not; the
 * others take the valid ones among them, and are invalid (and zero) if there is none. Means and medians of integers are rounded, halves away
 * from zero, as GDAL does; the mode of equally frequent values is the first of them from left to right, then down.
 */
export function halve(raster: BandRaster, method: OverviewMethod): BandRaster {
  const width = Math.ceil(raster.width / 2);
  const height = Math.ceil(raster.height / 2);
  const type = sampleTypeOf(raster.samples);
  const samples = allocateSamples(type, width * height);
  const mask = raster.mask && new Uint8Array(width * height);
  const reduce = REDUCERS[method];
  const round = type.startsWith('float') ? identity : roundAwayFromZero;
  const four = new Float64Array(4);
  for (let row = 0, to = 0; row < height; row++) {
    for (let column = 0; column < width; column++, to++) {
      const count = method === 'sample' ? first(raster, column, row, four) : gather(raster, column, row, four);
      if (count === 0) continue;
      samples[to] = round(reduce(four, count));
      if (mask) mask[to] = 1;
    }
  }
  return { width, height, samples, mask };
}

type Reducer = (values: Float64Array, count: number) => number;

const REDUCERS: Readonly<Record<OverviewMethod, Reducer>> = {
  mean: (values, count) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += values[i]!;
    return sum / count;
  },
  sample: (values) => values[0]!,
  min: (values, count) => {
    let least = values[0]!;
    for (let i = 1; i < count; i++) least = Math.min(least, values[i]!);
    return least;
  },
  max: (values, count) => {
    let most = values[0]!;
    for (let i = 1; i < count; i++) most = Math.max(most, values[i]!);
    return most;
  },
  mode: (values, count) => {
    let best = values[0]!;
    let bestCount = 0;
    for (let i = 0; i < count; i++) {
      let equal = 0;
      for (let j = 0; j < count; j++) if (values[j] === values[i]) equal++;
      if (equal > bestCount) [best, bestCount] = [values[i]!, equal];
    }
    return best;
  },
  median: (values, count) => {
    const sorted = values.subarray(0, count).sort();
    const middle = count >> 1;
    return count % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  },
};

/** The valid pixels of the two by two, in reading order. */
function gather(
  { samples, mask, width, height }: BandRaster,
  column: number,
  row: number,
  values: Float64Array,
): number {
  let count = 0;
  const right = Math.min(2 * column + 2, width);
  const bottom = Math.min(2 * row + 2, height);
  for (let y = 2 * row; y < bottom; y++) {
    for (let x = 2 * column; x < right; x++) {
      const at = y * width + x;
      if (mask?.[at] !== 0) values[count++] = samples[at]!;
    }
  }
  return count;
}

function first({ samples, mask, width }: BandRaster, column: number, row: number, values: Float64Array): number {
  const at = 2 * row * width + 2 * column;
  values[0] = samples[at]!;
  return mask && mask[at] === 0 ? 0 : 1;
}

function identity(value: number): number {
  return value;
}

function roundAwayFromZero(value: number): number {
  return value < 0 ? -Math.round(-value) : Math.round(value);
}
