import { wrong } from '../../errors.ts';
import { float, longOf, type NumberValue } from '../../values/number.ts';

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[dDfF]?$/;
const NON_FINITE: { readonly [text: string]: number } = {
  NaN: Number.NaN,
  Infinity: Infinity,
  '+Infinity': Infinity,
  '-Infinity': -Infinity,
};

/** The number that a text says: an integer in a radix, or (in radix 10) a float. */
export function parseNumber(text: string, radix: number): NumberValue {
  if (radix < 2 || radix > 36) throw wrong(`'radix' must be between 2 and 36. Got ${radix}.`);
  const trimmed = text.trim();
  const integer = parseInteger(trimmed, radix);
  if (integer !== undefined) return integer;
  if (radix === 10) {
    if (Object.hasOwn(NON_FINITE, trimmed)) return NON_FINITE[trimmed];
    if (DECIMAL.test(trimmed)) return float(Number(trimmed.replace(/[dDfF]$/, '')));
  }
  throw wrong(
    `Unable to parse the string '${text.slice(0, 100)}' as a number${radix === 10 ? '' : ` in radix ${radix}`}.`,
  );
}

function parseInteger(text: string, radix: number): NumberValue | undefined {
  const digits = text.replace(/^[+-]/, '');
  // 64 bits are at most 64 digits, in radix 2, after leading zeros.
  const significant = digits.replace(/^0+(?=.)/, '');
  if (digits === '' || significant.length > 64) return undefined;
  let value = 0n;
  for (const character of significant) {
    const digit = /[0-9a-zA-Z]/.test(character) ? Number.parseInt(character, 36) : Number.NaN;
    if (!(digit < radix)) return undefined;
    value = value * BigInt(radix) + BigInt(digit);
  }
  if (text.startsWith('-')) value = -value;
  return BigInt.asIntN(64, value) === value ? longOf(value) : undefined;
}
