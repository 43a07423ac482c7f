import { describe, expect, it } from 'vitest';
import { applyScalar } from '../algorithms/language/scalar-number.ts';
import { scalar } from '../raster/scalar/table.ts';
import { float, longOf, type NumberValue, numberOf, numberType, toBigInt } from './number.ts';
import { numberText } from './number-text.ts';

const apply = (name: string, ...operands: [NumberValue, NumberValue?]): NumberValue =>
  applyScalar(scalar(name), ...operands);

describe('types of numbers', () => {
  it.each<[NumberValue, string]>([
    [1, 'Integer'],
    [2 ** 31, 'Long'],
    [1.5, 'Float'],
    [float(2), 'Float'],
    [2n ** 60n, 'Long'],
    [1e300, 'Float'],
    [Number.NaN, 'Float'],
    [apply('add', 2147483647, 1), 'Long'],
    [apply('add', 1, 2), 'Integer'],
    [apply('add', 1, float(2)), 'Float'],
    [apply('divide', 4, 2), 'Float'],
    [apply('pow', 2, 3), 'Integer'],
    [apply('pow', 2, -1), 'Float'],
    [apply('pow', 10, 30), 'Float'],
    [apply('floor', 1.5), 'Integer'],
    [apply('eq', 1.5, 1.5), 'Integer'],
    [apply('int8', -3), 'Long'],
    [apply('int32', 1.7), 'Integer'],
    [apply('toDouble', 2), 'Float'],
  ])('%s is of type %s', (value, type) => {
    expect(numberType(value)).toBe(type);
  });
});

describe('long arithmetic', () => {
  const large = 2n ** 53n + 1n;

  it.each<[string, NumberValue, NumberValue, bigint]>([
    ['add', large, 1, 2n ** 53n + 2n],
    ['subtract', large, large - 3n, 3n],
    ['multiply', 94906267, 94906267, 94906267n ** 2n],
    ['add', 2n ** 63n - 1n, 1, -(2n ** 63n)],
    ['mod', large, 10, 3n],
    ['gt', large, large - 1n, 1n],
    ['max', large, large - 1n, large],
    ['bitwiseXor', large, 1, 2n ** 53n],
  ])('%s(%s, %s)', (name, a, b, expected) => {
    expect(toBigInt(apply(name, a, b))).toBe(expected);
  });

  it('holds casts of what is too large at the ends of 64 bits', () => {
    expect(apply('toLong', 1e300)).toBe(2n ** 63n - 1n);
    expect(numberOf(-1e300, 'Long')).toBe(-(2n ** 63n));
    expect(longOf(2n ** 53n - 1n)).toBe(2 ** 53 - 1);
  });
});

describe('text of numbers', () => {
  it.each<[NumberValue, string]>([
    [7, '7'],
    [2n ** 53n + 1n, '9007199254740993'],
    [float(7), '7.0'],
    [0.001, '0.001'],
    [0.0001, '1.0E-4'],
    [float(1e7), '1.0E7'],
    [1234567.5, '1234567.5'],
    [-12345678.5, '-1.23456785E7'],
    [Number.NaN, 'NaN'],
  ])('%s', (value, text) => {
    expect(numberText(value)).toBe(text);
  });
});
