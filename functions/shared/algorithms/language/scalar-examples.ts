import type { Json } from '../../values/value.ts';

type ScalarExample = readonly [operands: readonly number[], result: Json];

/** Casts: values within the type, with a fraction, and at its ends. */
function cast(max: number, min: number): ScalarExample[] {
  return [
    [[1.7], 1],
    [[max + 10], max],
    [[min - 10], min],
  ];
}

const BYTE = cast(255, 0);
const SHORT = cast(32767, -32768);
const INT = cast(2147483647, -2147483648);
const LONG: ScalarExample[] = [
  [[1.7], 1],
  [[-1.7], -1],
];

/** Examples of each scalar operation, from which those of Number.* and Array.* are made. */
export const SCALAR_EXAMPLES: { readonly [name: string]: readonly ScalarExample[] } = {
  add: [[[5, 10.5], 15.5]],
  subtract: [[[5, 10], -5]],
  multiply: [[[5, -10.5], -52.5]],
  divide: [
    [[5, 10], 0.5],
    [[5, 0], 0],
  ],
  mod: [
    [[-12, 5], -2],
    [[5.5, 2], 1.5],
  ],
  pow: [
    [[5, 2], 25],
    [[2, -2], 0.25],
  ],
  hypot: [[[-3, 4], 5]],
  atan2: [[[1, 0], 0]],
  min: [[[5, 10], 5]],
  max: [[[5, 10], 10]],
  first: [[[0, 7], 0]],
  firstNonZero: [[[0, 7], 7]],
  abs: [[[-2.5], 2.5]],
  signum: [[[-5], -1]],
  ceil: [[[-2.5], -2]],
  floor: [[[-2.5], -3]],
  round: [
    [[2.5], 3],
    [[-2.5], -2],
  ],
  sqrt: [[[100], 10]],
  cbrt: [[[27], 3]],
  exp: [[[0], 1]],
  log: [[[1], 0]],
  log10: [[[100], 2]],
  sin: [[[0], 0]],
  cos: [[[0], 1]],
  tan: [[[0], 0]],
  asin: [[[0], 0]],
  acos: [[[1], 0]],
  atan: [[[0], 0]],
  sinh: [[[0], 0]],
  cosh: [[[0], 1]],
  tanh: [[[0], 0]],
  gamma: [[[5], 24]],
  digamma: [[[0], '-Infinity']],
  trigamma: [[[0], 'Infinity']],
  gammainc: [[[2, 1], 0.8646647167633873]],
  erf: [[[0], 0]],
  erfc: [[[0], 1]],
  erfInv: [[[0], 0]],
  erfcInv: [[[0], 'Infinity']],
  lanczos: [[[1], 13.14778027539684]],
  eq: [[[1, 1], 1]],
  neq: [[[1, 1], 0]],
  lt: [[[1, 2], 1]],
  lte: [[[2, 2], 1]],
  gt: [[[1, 2], 0]],
  gte: [[[2, 2], 1]],
  and: [[[5, 0], 0]],
  or: [[[5, 0], 1]],
  not: [[[5], 0]],
  bitwiseAnd: [[[12, 10], 8]],
  bitwiseOr: [[[12, 10], 14]],
  bitwiseXor: [[[12, 10], 6]],
  bitwiseNot: [[[25], -26]],
  bitCount: [[[7], 3]],
  leftShift: [[[20, 2], 80]],
  rightShift: [[[20, 2], 5]],
  toByte: BYTE,
  byte: BYTE,
  toUint8: BYTE,
  uint8: BYTE,
  toInt8: cast(127, -128),
  int8: cast(127, -128),
  toShort: SHORT,
  short: SHORT,
  toInt16: SHORT,
  int16: SHORT,
  toUint16: cast(65535, 0),
  uint16: cast(65535, 0),
  toInt: INT,
  int: INT,
  toInt32: INT,
  int32: INT,
  toUint32: cast(4294967295, 0),
  uint32: cast(4294967295, 0),
  toLong: LONG,
  long: LONG,
  toInt64: LONG,
  int64: LONG,
  toFloat: [[[0.5], 0.5]],
  float: [[[0.5], 0.5]],
  toDouble: [[[0.1], 0.1]],
  double: [[[2], 2]],
};
