import { describe, expect, it } from 'vitest';
import { float, type NumberValue } from '../../values/number.ts';
import { formatNumber } from './number-format.ts';

/** Expected texts as java.util.Formatter (OpenJDK 17) writes them. */
describe('formatNumber', () => {
  it.each<[string, NumberValue, string]>([
    ['%.2f', 1.005, '1.01'],
    ['%.0f', 0.5, '1'],
    ['%.1f', 9.96, '10.0'],
    ['%.1e', 9.96, '1.0e+01'],
    ['%e', 0, '0.000000e+00'],
    ['%E', 123456, '1.234560E+05'],
    ['%g', 123456, '123456'],
    ['%g', 1234567, '1.23457e+06'],
    ['%g', 0.00001, '1.00000e-05'],
    ['%.3g', 0.001234, '0.00123'],
    ['%+d', 5, '+5'],
    ['%(d', -5, '(5)'],
    ['% d', 5, ' 5'],
    ['%05d', -42, '-0042'],
    ['%-5d|', 42, '42   |'],
    ['%,d', -1234567, '-1,234,567'],
    ['%,.1f', 1234567.25, '1,234,567.3'],
    ['%x', -1, 'ffffffffffffffff'],
    ['%#X', 255, '0XFF'],
    ['%o', 8, '10'],
    ['%a', 0.1, '0x1.999999999999ap-4'],
    ['%A', float(1), '0X1.0P0'],
    ['%d', 9.99, '9'],
    ['%d', 2n ** 62n, '4611686018427387904'],
    ['%05.1f', Infinity, 'Infinity'],
    ['%6s|', 1.5, '   1.5|'],
    ['x %s y', 2, 'x 2 y'],
  ])('%s of %s', (pattern, value, text) => {
    expect(formatNumber(value, pattern)).toBe(text);
  });

  it.each(['', 'no conversion', '%', '%d %d', '%q', '%.2d', '%-0d', '%99999d', '%++d', '%,e', '%+s', '%.1a'])(
    'refuses the pattern %j',
    (pattern) => {
      expect(() => formatNumber(1, pattern)).toThrow(/pattern|precision/);
    },
  );
});
