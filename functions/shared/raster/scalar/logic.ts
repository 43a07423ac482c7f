import { binary, unary } from './operation.ts';
import { bits, ranged, truth } from './ranges.ts';

/** Comparisons (1 or 0), logic over "not zero", and operations on the bits of integers. */
export const LOGIC = [
  binary('eq', '1 where the values are equal.', (a, b) => `(${a} === ${b} ? 1 : 0)`, truth),
  binary('neq', '1 where the values are not equal.', (a, b) => `(${a} !== ${b} ? 1 : 0)`, truth),
  binary('lt', '1 where the first value is less.', (a, b) => `(${a} < ${b} ? 1 : 0)`, truth),
  binary('lte', '1 where the first value is less or equal.', (a, b) => `(${a} <= ${b} ? 1 : 0)`, truth),
  binary('gt', '1 where the first value is greater.', (a, b) => `(${a} > ${b} ? 1 : 0)`, truth),
  binary('gte', '1 where the first value is greater or equal.', (a, b) => `(${a} >= ${b} ? 1 : 0)`, truth),
  binary('and', '1 where both values are not 0.', (a, b) => `(${a} !== 0 && ${b} !== 0 ? 1 : 0)`, truth),
  binary('or', '1 where a value is not 0.', (a, b) => `(${a} !== 0 || ${b} !== 0 ? 1 : 0)`, truth),
  unary('not', '1 where the value is 0.', (a) => `(${a} === 0 ? 1 : 0)`, truth),
  binary('bitwiseAnd', 'The bits set in both values.', (a, b) => `fn.and(${a}, ${b})`, bits, {
    aliases: ['bitwise_and'],
  }),
  binary('bitwiseOr', 'The bits set in either value or in both.', (a, b) => `fn.or(${a}, ${b})`, bits, {
    aliases: ['bitwise_or'],
  }),
  binary('bitwiseXor', 'The bits set in exactly one of the values.', (a, b) => `fn.xor(${a}, ${b})`, bits, {
    aliases: ['bitwise_xor'],
  }),
  unary(
    'bitwiseNot',
    'Inverts all bits.',
    (a) => `fn.not(${a})`,
    (a) => ranged('int', -a.max - 1, -a.min - 1),
    {
      aliases: ['bitwise_not'],
    },
  ),
  unary(
    'bitCount',
    'The number of bits that are 1 in the 64-bit form of the number.',
    (a) => `fn.bitCount(${a})`,
    () => ranged('int', 0, 64),
  ),
  binary(
    'leftShift',
    'The bits of the first value moved left by the second.',
    (a, b) => `fn.shift(${a}, ${b})`,
    () => ranged('int', -Infinity, Infinity),
    { aliases: ['left_shift'] },
  ),
  binary(
    'rightShift',
    'The bits of the first value moved right by the second, with its sign.',
    (a, b) => `fn.unshift(${a}, ${b})`,
    (a) => bits(a),
    { aliases: ['right_shift'] },
  ),
];
