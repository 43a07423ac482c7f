import {
  BOOLEAN,
  DOUBLE,
  FLOAT,
  INTEGER_TYPES,
  PixelType,
  type Precision,
  unionType,
  widerPrecision,
} from '../pixel-type.ts';

/**
 * Rules that give an operation's result type from its operands' types. Ranges follow interval arithmetic, so that
 * int16 + 10 is an int from -32758 to 32777, as the service answers.
 */

/** Bounds of a corner-wise monotone operation: the extremes lie at the corners of the operands' ranges. */
function corners(a: PixelType, b: PixelType, f: (x: number, y: number) => number): [number, number] {
  const values = [f(a.min, b.min), f(a.min, b.max), f(a.max, b.min), f(a.max, b.max)].map((v) =>
    Number.isNaN(v) ? 0 : v,
  );
  return [Math.min(...values), Math.max(...values)];
}

/** A type whose range is bounded by 64 bits if it is an int, as longs are. */
export function ranged(precision: Precision, min: number, max: number): PixelType {
  if (precision !== 'int') return new PixelType(precision, min, max);
  const { min: lowest, max: highest } = INTEGER_TYPES.int64;
  return new PixelType('int', Math.max(lowest, min), Math.min(highest, max));
}

/** An arithmetic operation that is monotone in each operand. */
export function arithmetic(f: (x: number, y: number) => number): (a: PixelType, b: PixelType) => PixelType {
  return (a, b) => ranged(widerPrecision(a.precision, b.precision), ...corners(a, b, f));
}

/** Fractions: float, or double if an operand is. The range is known only if no divisor is near 0. */
export function quotient(a: PixelType, b: PixelType): PixelType {
  const precision = fractional(a, b).precision;
  if (b.min <= 0 && b.max >= 0) return new PixelType(precision, -Infinity, Infinity);
  return new PixelType(precision, ...corners(a, b, (x, y) => x / y));
}

/** The floating type that holds the operands: double if one is a double, else float. */
export function fractional(a: PixelType, b: PixelType = a): PixelType {
  return widerPrecision(a.precision, b.precision) === 'double' ? DOUBLE : FLOAT;
}

/** A floating type with fixed bounds, such as those of a sine. */
export function bounded(min: number, max: number): (a: PixelType) => PixelType {
  return (a) => new PixelType(fractional(a).precision, min, max);
}

/** A floating result of a function that grows with its operand. */
export function increasing(f: (x: number) => number): (a: PixelType) => PixelType {
  return (a) => {
    const [min, max] = [f(a.min), f(a.max)];
    const known = !Number.isNaN(min) && !Number.isNaN(max);
    return known ? new PixelType(fractional(a).precision, min, max) : fractional(a);
  };
}

/** The operand's own precision, its range mapped by a function that grows with it. */
export function keeping(f: (x: number) => number): (a: PixelType) => PixelType {
  return (a) => new PixelType(a.precision, f(a.min), f(a.max));
}

/** Integers from rounding: the range rounded, within 64 bits. */
export function rounded(f: (x: number) => number): (a: PixelType) => PixelType {
  return (a) => (a.precision === 'int' ? a : ranged('int', f(a.min), f(a.max)));
}

/** Results of bit operations: the smallest power-of-two range that holds both operands' integers. */
export function bits(a: PixelType, b: PixelType = a): PixelType {
  const both = unionType(a, b);
  const { min: lowest, max: highest } = INTEGER_TYPES.int64;
  const magnitude = Math.max(both.max, -both.min - 1, 0);
  if (!Number.isFinite(magnitude)) return INTEGER_TYPES.int64;
  const limit = 2 ** Math.ceil(Math.log2(Math.floor(magnitude) + 1));
  return new PixelType('int', both.min < 0 ? Math.max(lowest, -limit) : 0, Math.min(highest, limit - 1));
}

/** 0 or 1. */
export function truth(): PixelType {
  return BOOLEAN;
}
