import { digamma, erf, erfc, erfcInverse, erfInverse, gamma, incompleteGamma, lanczos, trigamma } from './special.ts';

/** Is the number an integer of 32 bits, so that JavaScript's own bit operations apply? */
function isInt32(value: number): boolean {
  return value === (value | 0);
}

/** Bit operations have the width of a long (64 bits); operands are cut to integers. */
function wide(value: number): bigint {
  return Number.isFinite(value) ? BigInt.asIntN(64, BigInt(Math.trunc(value))) : 0n;
}

function shift(value: number, places: number): number {
  if (isInt32(value) && places >= 0 && places < 21) return value * 2 ** Math.trunc(places);
  const by = Math.trunc(places) & 63;
  return Number(BigInt.asIntN(64, wide(value) << BigInt(by)));
}

function unshift(value: number, places: number): number {
  const by = Math.trunc(places) & 63;
  return isInt32(value) ? value >> Math.min(by, 31) : Number(wide(value) >> BigInt(by));
}

function bitCount(value: number): number {
  let count = 0;
  for (let rest = BigInt.asUintN(64, wide(value)); rest > 0n; rest &= rest - 1n) count++;
  return count;
}

/** Cuts to an integer and holds it within bounds; NaN becomes 0, as a cast does. */
function clampInteger(value: number, min: number, max: number): number {
  const cut = Math.trunc(value);
  return cut > max ? max : cut < min ? min : Number.isNaN(cut) ? 0 : cut;
}

/** The value of a table at a fractional position, between its neighbours; positions beyond the ends are the ends. */
function ramp(table: Float64Array, position: number): number {
  const last = table.length - 1;
  if (!(position > 0)) return table[0];
  if (position >= last) return table[last];
  const from = Math.trunc(position);
  return table[from] + (table[from + 1] - table[from]) * (position - from);
}

/** A polynomial whose coefficients begin with the constant one. */
function polynomial(coefficients: Float64Array, x: number): number {
  let value = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) value = value * x + coefficients[i];
  return value;
}

/** The index of the value that belongs to a key in a table of pairs sorted by key; -1 if the key is not there. */
function lookUp(pairs: Float64Array, key: number): number {
  let low = 0;
  let high = pairs.length / 2 - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = pairs[2 * middle];
    if (found === key) return 2 * middle + 1;
    if (found < key) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** A function of straight pieces through points x0, y0, x1, y1, … with rising x; the outer pieces go on beyond the ends. */
function pieces(points: Float64Array, x: number): number {
  let low = 0;
  let high = points.length / 2 - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (points[2 * middle] <= x) low = middle;
    else high = middle - 1;
  }
  const x0 = points[2 * low];
  const y0 = points[2 * low + 1];
  return y0 + ((x - x0) / (points[2 * low + 2] - x0)) * (points[2 * low + 3] - y0);
}

/** The functions that the expressions of scalar operations may call, by name, besides `Math`. */
export const mathFunctions = {
  and: (a: number, b: number) => (isInt32(a) && isInt32(b) ? a & b : Number(wide(a) & wide(b))),
  or: (a: number, b: number) => (isInt32(a) && isInt32(b) ? a | b : Number(wide(a) | wide(b))),
  xor: (a: number, b: number) => (isInt32(a) && isInt32(b) ? a ^ b : Number(wide(a) ^ wide(b))),
  not: (a: number) => (isInt32(a) ? ~a : Number(~wide(a))),
  shift,
  unshift,
  bitCount,
  lanczos,
  clampInteger,
  ramp,
  polynomial,
  lookUp,
  pieces,
  erf,
  erfc,
  erfInverse,
  erfcInverse,
  gamma,
  digamma,
  trigamma,
  incompleteGamma,
} as const;
