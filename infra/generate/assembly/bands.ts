// AssemblyScript. Takes pixels of four bands of 16 bits apart: see functions/shared/raster/geotiff/four-bands.ts.

const ROW: usize = 65536;
/** A row of each band, one after the other. */
const bands = memory.data(65536, 16);

export function bandsPlace(): usize {
  return bands;
}

/** The most pixels of a row that there is room for. */
export function mostPixels(): usize {
  return ROW / 8;
}

/**
 * Takes a row apart.
 * @param pixels a multiple of 8
 * @param differences whether samples are differences to the pixel on the left (predictor 2)
 */
export function spreadFourBands(from: usize, pixels: usize, differences: bool): void {
  const size = pixels << 1;
  const end = from + (pixels << 3);
  let to = bands;
  let carry = i16x8.splat(0);
  for (; from < end; from += 64) {
    let a = v128.load(from);
    let b = v128.load(from, 16);
    let c = v128.load(from, 32);
    let d = v128.load(from, 48);
    if (differences) {
      a = i16x8.add(sums(a), carry);
      b = i16x8.add(sums(b), upper(a));
      c = i16x8.add(sums(c), upper(b));
      d = i16x8.add(sums(d), upper(c));
      carry = upper(d);
    }
    const first = v128.shuffle<u16>(a, b, 0, 4, 8, 12, 1, 5, 9, 13);
    const second = v128.shuffle<u16>(c, d, 0, 4, 8, 12, 1, 5, 9, 13);
    const third = v128.shuffle<u16>(a, b, 2, 6, 10, 14, 3, 7, 11, 15);
    const fourth = v128.shuffle<u16>(c, d, 2, 6, 10, 14, 3, 7, 11, 15);
    v128.store(to, v128.shuffle<u64>(first, second, 0, 2));
    v128.store(to + size, v128.shuffle<u64>(first, second, 1, 3));
    v128.store(to + 2 * size, v128.shuffle<u64>(third, fourth, 0, 2));
    v128.store(to + 3 * size, v128.shuffle<u64>(third, fourth, 1, 3));
    to += 16;
  }
}

/** The sums of two pixels: the first, and that of both. */
// @ts-ignore: decorator
@inline
function sums(pixels: v128): v128 {
  return i16x8.add(pixels, v128.shuffle<u64>(i64x2.splat(0), pixels, 0, 2));
}

/** The second of two pixels, twice. */
// @ts-ignore: decorator
@inline
function upper(pixels: v128): v128 {
  return v128.shuffle<u64>(pixels, pixels, 1, 1);
}
