/** A stretch of interleaved samples and where one band of it goes. */
export interface Stretch {
  /** Index of the band's first sample in the source. */
  readonly from: number;
  /** Distance between samples of the band: bands a pixel. */
  readonly stride: number;
  readonly to: number;
  readonly count: number;
  /** Whether samples are differences to the pixel on the left (predictor 2). */
  readonly differences: boolean;
}

// One function a width: a loop that meets arrays of several types is compiled to code three times as slow. Integers of either
// sign, and floats, are moved as unsigned: sums wrap the same way, and bits are kept.

export function spread8(
  source: Uint8Array,
  target: Uint8Array,
  { from, stride, to, count, differences }: Stretch,
): void {
  const end = to + count;
  if (differences) {
    for (let i = from, o = to, sum = 0; o < end; o++, i += stride) {
      sum = (sum + source[i]!) | 0;
      target[o] = sum;
    }
  } else if (stride === 1) target.set(source.subarray(from, from + count), to);
  else for (let i = from, o = to; o < end; o++, i += stride) target[o] = source[i]!;
}

export function spread16(
  source: Uint16Array,
  target: Uint16Array,
  { from, stride, to, count, differences }: Stretch,
): void {
  const end = to + count;
  if (differences) {
    for (let i = from, o = to, sum = 0; o < end; o++, i += stride) {
      sum = (sum + source[i]!) | 0;
      target[o] = sum;
    }
  } else if (stride === 1) target.set(source.subarray(from, from + count), to);
  else for (let i = from, o = to; o < end; o++, i += stride) target[o] = source[i]!;
}

export function spread32(
  source: Uint32Array,
  target: Uint32Array,
  { from, stride, to, count, differences }: Stretch,
): void {
  const end = to + count;
  if (differences) {
    for (let i = from, o = to, sum = 0; o < end; o++, i += stride) {
      sum = (sum + source[i]!) | 0;
      target[o] = sum;
    }
  } else if (stride === 1) target.set(source.subarray(from, from + count), to);
  else for (let i = from, o = to; o < end; o++, i += stride) target[o] = source[i]!;
}

export function spread64(
  source: BigUint64Array,
  target: BigUint64Array,
  { from, stride, to, count, differences }: Stretch,
): void {
  const end = to + count;
  for (let i = from, o = to, sum = 0n; o < end; o++, i += stride) {
    // The array's store takes the sum modulo 2^64; so must the sum itself, lest it grow.
    sum = differences ? BigInt.asUintN(64, sum + source[i]!) : source[i]!;
    target[o] = sum;
  }
}
