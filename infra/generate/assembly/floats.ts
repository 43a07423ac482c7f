// AssemblyScript. TIFF's predictor 3 of float32: see functions/shared/raster/encode/predictors.ts and geotiff/predictor.ts, which say what it
// is, and do the same in JavaScript.

/** Room for one row of bytes, with 16 before and behind it that are read or written without meaning. */
const ROW: usize = 65536;
const scratch = memory.data(65536 + 32, 16);

/** The longest row, in bytes, that the functions below take. */
export function longestRow(): usize {
  return ROW;
}

// @ts-ignore: decorator
@inline
function even(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
}

// @ts-ignore: decorator
@inline
function odd(a: v128, b: v128): v128 {
  return v128.shuffle<u8>(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
}

/**
 * Cuts rows of floats into planes of bytes, the highest first, and makes each byte the difference to the one `stride` before, in place.
 * @param samples a row, a multiple of 16
 */
export function floatDifferences(at: usize, rows: i32, samples: usize, stride: usize): void {
  const bytes = samples << 2;
  const planes = scratch + 16;
  for (let row = 0; row < rows; row++) {
    for (let i: usize = 0; i < samples; i += 16) {
      const from = at + (i << 2);
      const a = v128.load(from);
      const b = v128.load(from, 16);
      const c = v128.load(from, 32);
      const d = v128.load(from, 48);
      const low = even(a, b);
      const high = odd(a, b);
      const low2 = even(c, d);
      const high2 = odd(c, d);
      v128.store(planes + i, odd(high, high2));
      v128.store(planes + samples + i, odd(low, low2));
      v128.store(planes + 2 * samples + i, even(high, high2));
      v128.store(planes + 3 * samples + i, even(low, low2));
    }
    memory.copy(at, planes, stride);
    let i = stride;
    for (; i + 16 <= bytes; i += 16) {
      v128.store(at + i, i8x16.sub(v128.load(planes + i), v128.load(planes + i - stride)));
    }
    for (; i < bytes; i++) store<u8>(at + i, load<u8>(planes + i) - load<u8>(planes + i - stride));
    at += bytes;
  }
}

/** Undoes `floatDifferences`: sums of bytes, then planes put together to floats, in place. */
export function floatSums(at: usize, rows: i32, samples: usize, stride: usize): void {
  const bytes = samples << 2;
  const planes = scratch + 16;
  for (let row = 0; row < rows; row++) {
    if (stride === 1) sumBytes(at, planes, bytes);
    else {
      memory.copy(planes, at, stride);
      for (let i = stride; i < bytes; i++) store<u8>(planes + i, load<u8>(at + i) + load<u8>(planes + i - stride));
    }
    for (let i: usize = 0; i < samples; i += 16) {
      const a = v128.load(planes + i);
      const b = v128.load(planes + samples + i);
      const c = v128.load(planes + 2 * samples + i);
      const d = v128.load(planes + 3 * samples + i);
      const high = v128.shuffle<u8>(b, a, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const high2 = v128.shuffle<u8>(b, a, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      const low = v128.shuffle<u8>(d, c, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const low2 = v128.shuffle<u8>(d, c, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      const to = at + (i << 2);
      v128.store(to, v128.shuffle<u16>(low, high, 0, 8, 1, 9, 2, 10, 3, 11));
      v128.store(to, v128.shuffle<u16>(low, high, 4, 12, 5, 13, 6, 14, 7, 15), 16);
      v128.store(to, v128.shuffle<u16>(low2, high2, 0, 8, 1, 9, 2, 10, 3, 11), 32);
      v128.store(to, v128.shuffle<u16>(low2, high2, 4, 12, 5, 13, 6, 14, 7, 15), 48);
    }
    at += bytes;
  }
}

/** Each byte as the sum of all up to it; a multiple of 16 bytes. */
// @ts-ignore: decorator
@inline
function sumBytes(from: usize, to: usize, bytes: usize): void {
  const zero = i8x16.splat(0);
  let carry = zero;
  for (let i: usize = 0; i < bytes; i += 16) {
    let sums = v128.load(from + i);
    sums = i8x16.add(sums, v128.shuffle<u8>(zero, sums, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30));
    sums = i8x16.add(sums, v128.shuffle<u8>(zero, sums, 0, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29));
    sums = i8x16.add(sums, v128.shuffle<u8>(zero, sums, 0, 0, 0, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27));
    sums = i8x16.add(sums, v128.shuffle<u8>(zero, sums, 0, 0, 0, 0, 0, 0, 0, 0, 16, 17, 18, 19, 20, 21, 22, 23));
    sums = i8x16.add(sums, carry);
    v128.store(to + i, sums);
    carry = v128.shuffle<u8>(sums, sums, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15);
  }
}
