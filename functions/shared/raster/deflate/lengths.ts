/** The longest run that one symbol stands for. */
export const LONGEST = 258;
/** Symbols of literals and lengths that deflate uses. */
export const SYMBOLS = 286;
/** Symbols of distances. */
export const DISTANCES = 30;
/** The symbol that ends a block. */
export const END_OF_BLOCK = 256;

/** For each symbol from 257 on the shortest length, and the number of extra bits (RFC 1951, 3.2.5). */
const BASES = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const EXTRAS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

/** The symbol of each length from 3 to 258, the number of its extra bits, and their value. */
export const LENGTH_SYMBOLS = new Uint16Array(LONGEST + 1);
export const EXTRA_BITS = new Uint8Array(LONGEST + 1);
export const EXTRA_VALUES = new Uint8Array(LONGEST + 1);

for (const [i, base] of BASES.entries()) {
  for (let length = base; length < (BASES[i + 1] ?? LONGEST + 1); length++) {
    LENGTH_SYMBOLS[length] = 257 + i;
    EXTRA_BITS[length] = EXTRAS[i]!;
    EXTRA_VALUES[length] = length - base;
  }
}

/** The symbol of a distance; `extraOfDistance` has its extra bits. */
export function symbolOfDistance(distance: number): number {
  if (distance <= 4) return distance - 1;
  const k = 31 - Math.clz32(distance - 1);
  return 2 * k + (((distance - 1) >> (k - 1)) & 1);
}

/** The number of extra bits behind a symbol of distances; their value is that of as many low bits of the distance less 1. */
export function extraOfDistance(symbol: number): number {
  return symbol < 4 ? 0 : (symbol >> 1) - 1;
}
