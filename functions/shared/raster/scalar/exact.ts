type Exact = (a: bigint, b: bigint) => bigint;

const truth =
  (test: (a: bigint, b: bigint) => boolean): Exact =>
  (a, b) =>
    test(a, b) ? 1n : 0n;

const self: Exact = (a) => a;

function least(a: bigint, b: bigint): bigint {
  if (a < b) return a;
  return b;
}

function bitCount(value: bigint): bigint {
  let count = 0n;
  for (let rest = BigInt.asUintN(64, value); rest > 0n; rest &= rest - 1n) count++;
  return count;
}

const INTEGER_RANGES: { readonly [name: string]: readonly [bigint, bigint] } = {
  int8: [-(2n ** 7n), 2n ** 7n - 1n],
  uint8: [0n, 2n ** 8n - 1n],
  int16: [-(2n ** 15n), 2n ** 15n - 1n],
  uint16: [0n, 2n ** 16n - 1n],
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
};

const OTHER_NAMES: { readonly [name: string]: string } = { Byte: 'uint8', Short: 'int16', Int: 'int32', Long: 'int64' };

/** Each cast under its two names, such as `toUint8` and `uint8`. */
function casts(): { [name: string]: Exact } {
  const all: { [name: string]: Exact } = {};
  const define = (name: string, [min, max]: readonly [bigint, bigint]): void => {
    const cast: Exact = (a) => (a < min ? min : a > max ? max : a);
    all[name] = cast;
    all[`to${name[0].toUpperCase()}${name.slice(1)}`] = cast;
  };
  for (const [name, range] of Object.entries(INTEGER_RANGES)) define(name, range);
  for (const [name, type] of Object.entries(OTHER_NAMES)) define(name.toLowerCase(), INTEGER_RANGES[type]);
  return all;
}

/** Scalar operations on integers beyond 2^53, by name, where doubles would lose digits. Sums may need wrapping to 64 bits. */
export const EXACT_INTEGER_OPERATIONS: ReadonlyMap<string, Exact> = new Map(
  Object.entries({
    add: (a, b) => a + b,
    subtract: (a, b) => a - b,
    multiply: (a, b) => a * b,
    mod: (a, b) => (b === 0n ? 0n : a % b),
    min: least,
    max: (a, b) => -least(-a, -b),
    first: self,
    firstNonZero: (a, b) => (a !== 0n ? a : b),
    abs: (a) => (a < 0n ? -a : a),
    signum: (a) => (a < 0n ? -1n : a > 0n ? 1n : 0n),
    ceil: self,
    floor: self,
    round: self,
    eq: truth((a, b) => a === b),
    neq: truth((a, b) => a !== b),
    lt: truth((a, b) => a < b),
    lte: truth((a, b) => a <= b),
    gt: truth((a, b) => a > b),
    gte: truth((a, b) => a >= b),
    bitwiseAnd: (a, b) => a & b,
    bitwiseOr: (a, b) => a | b,
    bitwiseXor: (a, b) => a ^ b,
    bitwiseNot: (a) => ~a,
    bitCount,
    leftShift: (a, b) => a << (b & 63n),
    rightShift: (a, b) => a >> (b & 63n),
    ...casts(),
  } satisfies { [name: string]: Exact }),
);
