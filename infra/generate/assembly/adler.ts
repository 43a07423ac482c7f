// AssemblyScript. Adler-32 (RFC 1950, 8.2).

/** The largest number of bytes, a multiple of 16, after which both sums still fit 32 bits. */
const STRETCH: usize = 5552;

/** The checksum of `length` bytes at `from`. */
export function adler32(from: usize, length: usize): u32 {
  let a: u32 = 1;
  let b: u32 = 0;
  const end = from + length;
  const weights = i16x8(8, 7, 6, 5, 4, 3, 2, 1);
  const eight = i16x8.splat(8);
  const zero = i32x4.splat(0);
  while (end - from >= 16) {
    const stop = from + min<usize>((end - from) & ~15, STRETCH);
    b += a * <u32>(stop - from);
    // Sums of bytes, the sums before each step of 16, and weighted sums within a step.
    let sums = zero;
    let before = zero;
    let weighted = zero;
    for (; from < stop; from += 16) {
      const bytes = v128.load(from);
      const low = i16x8.extend_low_i8x16_u(bytes);
      const high = i16x8.extend_high_i8x16_u(bytes);
      before = i32x4.add(before, sums);
      weighted = i32x4.add(weighted, i32x4.dot_i16x8_s(low, i16x8.add(weights, eight)));
      weighted = i32x4.add(weighted, i32x4.dot_i16x8_s(high, weights));
      sums = i32x4.add(sums, i32x4.extadd_pairwise_i16x8_u(i16x8.add(low, high)));
    }
    a += total(sums);
    b += 16 * total(before) + total(weighted);
    a %= 65521;
    b %= 65521;
  }
  for (; from < end; from++) {
    a += load<u8>(from);
    b += a;
  }
  return ((b % 65521) << 16) | (a % 65521);
}

// @ts-ignore: decorator
@inline
function total(sums: v128): u32 {
  return (
    i32x4.extract_lane(sums, 0) +
    i32x4.extract_lane(sums, 1) +
    i32x4.extract_lane(sums, 2) +
    i32x4.extract_lane(sums, 3)
  );
}
