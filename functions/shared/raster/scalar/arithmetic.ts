import { PixelType, unionType } from '../pixel-type.ts';
import { binary, unary } from './operation.ts';
import { arithmetic, bounded, fractional, increasing, keeping, quotient, ranged, rounded } from './ranges.ts';

/** Sums, products, powers, rounding, and the elementary functions. */
export const ARITHMETIC = [
  binary(
    'add',
    'Adds the second value to the first.',
    (a, b) => `(${a} + ${b})`,
    arithmetic((x, y) => x + y),
  ),
  binary(
    'subtract',
    'Subtracts the second value from the first.',
    (a, b) => `(${a} - ${b})`,
    arithmetic((x, y) => x - y),
  ),
  binary(
    'multiply',
    'Multiplies the first value by the second.',
    (a, b) => `(${a} * ${b})`,
    arithmetic((x, y) => x * y),
  ),
  binary(
    'divide',
    'Divides the first value by the second; a division by 0 gives 0.',
    (a, b) => `(${b} === 0 ? 0 : ${a} / ${b})`,
    quotient,
  ),
  binary(
    'mod',
    'The remainder of the first value divided by the second, with the sign of the first; 0 for a divisor of 0.',
    (a, b) => `(${b} === 0 ? 0 : ${a} % ${b})`,
    (a, b) => {
      const limit = Math.max(Math.abs(b.min), Math.abs(b.max));
      const bound = Math.min(limit, Math.max(Math.abs(a.min), Math.abs(a.max)));
      return ranged(unionType(a, b).precision, a.min < 0 ? -bound : 0, a.max > 0 ? bound : 0);
    },
  ),
  binary(
    'pow',
    'Raises the first value to the power of the second.',
    (a, b) => `Math.pow(${a}, ${b})`,
    (a, b) => (a.precision === 'int' && b.precision === 'int' && b.min >= 0 ? powerRange(a, b) : fractional(a, b)),
  ),
  binary(
    'hypot',
    'The length of the vector [x, y].',
    (a, b) => `Math.hypot(${a}, ${b})`,
    (a, b) => {
      return new PixelType(fractional(a, b).precision, 0, Infinity);
    },
  ),
  binary(
    'atan2',
    'The angle of the vector [x, y], from the second value as x and the first as y, in radians.',
    (a, b) => `Math.atan2(${b}, ${a})`,
    (a, b) => new PixelType(fractional(a, b).precision, -Math.PI, Math.PI),
  ),
  binary('min', 'The smaller of the values.', (a, b) => `(${a} < ${b} ? ${a} : ${b})`, arithmetic(Math.min)),
  binary('max', 'The larger of the values.', (a, b) => `(${a} > ${b} ? ${a} : ${b})`, arithmetic(Math.max)),
  binary(
    'first',
    'The first value.',
    (a) => a,
    (a) => a,
  ),
  binary(
    'firstNonZero',
    'The first value, or the second where the first is 0.',
    (a, b) => `(${a} !== 0 ? ${a} : ${b})`,
    unionType,
    { aliases: ['first_nonzero'] },
  ),
  unary(
    'abs',
    'The absolute value.',
    (a) => `Math.abs(${a})`,
    (a) => {
      const largest = Math.max(Math.abs(a.min), Math.abs(a.max));
      const smallest = a.min <= 0 && a.max >= 0 ? 0 : Math.min(Math.abs(a.min), Math.abs(a.max));
      return new PixelType(a.precision, smallest, largest);
    },
  ),
  unary('signum', 'The sign: -1, 0 or 1.', (a) => `Math.sign(${a})`, keeping(Math.sign)),
  unary(
    'ceil',
    'The smallest integer that is greater than or equal to the value.',
    (a) => `Math.ceil(${a})`,
    rounded(Math.ceil),
  ),
  unary(
    'floor',
    'The largest integer that is less than or equal to the value.',
    (a) => `Math.floor(${a})`,
    rounded(Math.floor),
  ),
  unary('round', 'The nearest integer; halves go up.', (a) => `Math.round(${a})`, rounded(Math.round)),
  unary('sqrt', 'The square root.', (a) => `Math.sqrt(${a})`, increasing(Math.sqrt)),
  unary('cbrt', 'The cube root.', (a) => `Math.cbrt(${a})`, increasing(Math.cbrt)),
  unary(
    'exp',
    'The exponential function: e raised to the power of the value.',
    (a) => `Math.exp(${a})`,
    increasing(Math.exp),
  ),
  unary('log', 'The natural logarithm.', (a) => `Math.log(${a})`, increasing(Math.log)),
  unary('log10', 'The logarithm to base 10.', (a) => `Math.log10(${a})`, increasing(Math.log10)),
  unary('sin', 'The sine of an angle in radians.', (a) => `Math.sin(${a})`, bounded(-1, 1)),
  unary('cos', 'The cosine of an angle in radians.', (a) => `Math.cos(${a})`, bounded(-1, 1)),
  unary('tan', 'The tangent of an angle in radians.', (a) => `Math.tan(${a})`, fractional),
  unary(
    'asin',
    'The angle, in radians, whose sine is given.',
    (a) => `Math.asin(${a})`,
    bounded(-Math.PI / 2, Math.PI / 2),
  ),
  unary('acos', 'The angle, in radians, whose cosine is given.', (a) => `Math.acos(${a})`, bounded(0, Math.PI)),
  unary(
    'atan',
    'The angle, in radians, whose tangent is given.',
    (a) => `Math.atan(${a})`,
    bounded(-Math.PI / 2, Math.PI / 2),
  ),
  unary('sinh', 'The hyperbolic sine.', (a) => `Math.sinh(${a})`, increasing(Math.sinh)),
  unary(
    'cosh',
    'The hyperbolic cosine.',
    (a) => `Math.cosh(${a})`,
    (a) => new PixelType(fractional(a).precision, 1, Infinity),
  ),
  unary('tanh', 'The hyperbolic tangent.', (a) => `Math.tanh(${a})`, bounded(-1, 1)),
  unary('gamma', 'The gamma function.', (a) => `fn.gamma(${a})`, fractional),
  unary('digamma', 'The digamma function.', (a) => `fn.digamma(${a})`, fractional),
  unary('trigamma', 'The trigamma function.', (a) => `fn.trigamma(${a})`, fractional),
  binary(
    'gammainc',
    'The regularised lower incomplete gamma function: the first value is the upper limit, the second one the shape.',
    (x, a) => `fn.incompleteGamma(${a}, ${x})`,
    (a, b) => new PixelType(fractional(a, b).precision, 0, 1),
  ),
  unary('erf', 'The error function.', (a) => `fn.erf(${a})`, bounded(-1, 1)),
  unary('erfc', 'The complementary error function.', (a) => `fn.erfc(${a})`, bounded(0, 2)),
  unary('erfInv', 'The inverse of the error function.', (a) => `fn.erfInverse(${a})`, fractional),
  unary('erfcInv', 'The inverse of the complementary error function.', (a) => `fn.erfcInverse(${a})`, fractional),
  unary(
    'lanczos',
    "The series of Lanczos' approximation of the gamma function.",
    (a) => `fn.lanczos(${a})`,
    fractional,
  ),
];

/** Integer powers stay integers; the range is that of the corners, 0 included for even powers of negatives. */
function powerRange(a: PixelType, b: PixelType): PixelType {
  const values = [a.min ** b.min, a.min ** b.max, a.max ** b.min, a.max ** b.max];
  const reach = Math.max(...values.map(Math.abs));
  const low = a.min < 0 ? Math.min(0, ...values, b.max > b.min ? -reach : 0) : Math.min(...values);
  return ranged('int', low, Math.max(...values));
}
