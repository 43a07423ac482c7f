/** A positive double in decimal: d.ddd × 10^exponent, with as few digits as tell it from its neighbours. */
export interface Decimal {
  readonly digits: string;
  readonly exponent: number;
}

/** The shortest decimal form of a finite double's absolute value. */
export function decimalOf(value: number): Decimal {
  const [mantissa, exponent] = Math.abs(value).toExponential().split('e');
  return { digits: mantissa.replace('.', ''), exponent: Number(exponent) };
}

/** The first `count` digits as an integer, rounded half up from the shortest form, as Java's Formatter does. */
function rounded({ digits }: Decimal, count: number): bigint {
  if (count < 0) return 0n;
  if (count >= digits.length) return BigInt(digits + '0'.repeat(count - digits.length));
  return BigInt(digits.slice(0, count) || '0') + (digits[count] >= '5' ? 1n : 0n);
}

/** With a number of digits after the point: 1234.50. */
export function fixedText(decimal: Decimal, places: number): string {
  const text = String(rounded(decimal, decimal.exponent + 1 + places)).padStart(places + 1, '0');
  return places === 0 ? text : `${text.slice(0, -places)}.${text.slice(-places)}`;
}

/** With one digit before the point and a number of them after it: 1.2345e+03. */
export function scientificText(decimal: Decimal, places: number): string {
  const all = String(rounded(decimal, places + 1));
  const digits = all.slice(0, places + 1).padEnd(places + 1, '0');
  // A carry such as 9.99 to 10.0 gives one digit more.
  const exponent = decimal.digits === '0' ? 0 : decimal.exponent + (all.length > places + 1 ? 1 : 0);
  const power = `e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  return (places === 0 ? digits : `${digits[0]}.${digits.slice(1)}`) + power;
}
