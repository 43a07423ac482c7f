import { decimalOf } from './decimal.ts';
import { isIntegerValue, type NumberValue, toBigInt, toDouble } from './number.ts';

/** A number as text, as the service writes it: integers by their digits, floats as Java's Double.toString. */
export function numberText(value: NumberValue): string {
  if (isIntegerValue(value)) return String(Number.isSafeInteger(value) ? value : toBigInt(value));
  return doubleText(toDouble(value));
}

/** Java's Double.toString: always with a point, with a power of ten below 10^-3 and from 10^7 on. */
function doubleText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  const sign = value < 0 ? '-' : '';
  const { digits, exponent } = decimalOf(value);
  if (exponent >= 7 || exponent < -3) return `${sign}${digits[0]}.${digits.slice(1) || '0'}E${exponent}`;
  const plain = String(Math.abs(value));
  return sign + (plain.includes('.') ? plain : `${plain}.0`);
}
