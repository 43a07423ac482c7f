import { wrong } from '../../errors.ts';
import { decimalOf, fixedText, scientificText } from '../../values/decimal.ts';
import { isIntegerValue, type NumberValue, toBigInt, toDouble } from '../../values/number.ts';
import { numberText } from '../../values/number-text.ts';
import { hexadecimalText } from './number-hexadecimal.ts';

/** Widths and precisions beyond this are refused: they only fill memory. */
const MAX_LENGTH = 10_000;

/** A parsed pattern such as `%+08.3f`: flags, width, precision and conversion, with the text around it. */
interface Format {
  readonly before: string;
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly conversion: string;
  readonly after: string;
}

const PATTERN =
  /^(?<before>[^%]*)%(?<flags>[#\-+ 0,(]*)(?<width>\d*)(?:\.(?<precision>\d+))?(?<conversion>[sdoxXeEfgGaA])(?<after>[^%]*)$/s;

function parsePattern(pattern: string): Format {
  const { before, flags, width, precision, conversion, after } = PATTERN.exec(pattern)?.groups ?? {};
  if (conversion === undefined) {
    throw wrong(
      `Invalid pattern '${pattern}': one '%', then flags of '#-+ 0,(', a width, a precision and one of 'sdoxXeEfgGaA' are expected.`,
    );
  }
  const format = {
    before,
    flags,
    width: Number(width),
    precision: precision === undefined ? undefined : Number(precision),
    conversion,
    after,
  };
  check(format, pattern);
  return format;
}

/** Combinations that Java's Formatter refuses. */
function check({ flags, width, precision, conversion }: Format, pattern: string): void {
  const has = (flag: string): boolean => flags.includes(flag);
  const refused: readonly [boolean, string][] = [
    [width > MAX_LENGTH || (precision ?? 0) > MAX_LENGTH, `a width or precision is larger than ${MAX_LENGTH}`],
    [new Set(flags).size !== flags.length, 'a flag is given twice'],
    [(has('-') || has('0')) && width === 0, "'-' and '0' need a width"],
    [(has('-') && has('0')) || (has('+') && has(' ')), "'-' and '0', or '+' and ' ', exclude each other"],
    [precision !== undefined && /[doxX]/.test(conversion), `'%${conversion}' takes no precision`],
    [/[#d]/.test(conversion) && has('#'), "'%d' does not take '#'"],
    [conversion === 's' && /[#+ 0,(]/.test(flags), "'%s' takes no flag but '-'"],
    [
      /[oxXaA]/.test(conversion) && /[+ ,(]/.test(flags.replace(/[+ ]/g, /[aA]/.test(conversion) ? '' : '$&')),
      `'%${conversion}' takes no such flag`,
    ],
    [/[eEaA]/.test(conversion) && has(','), `'%${conversion}' does not take ','`],
  ];
  for (const [wrongly, reason] of refused) if (wrongly) throw wrong(`Invalid pattern '${pattern}': ${reason}.`);
}

/** Formats a number by one conversion of Java's Formatter. */
export function formatNumber(value: NumberValue, pattern: string): string {
  const format = parsePattern(pattern);
  const { before, after, conversion } = format;
  const text = /[EXGA]/.test(conversion) ? converted(value, format).toUpperCase() : converted(value, format);
  return before + text + after;
}

function converted(value: NumberValue, format: Format): string {
  const { conversion, precision, flags } = format;
  if (conversion === 's') return padded('', numberText(value).slice(0, precision), format);
  if (/[doxX]/.test(conversion)) return integer(value, format);
  const double = toDouble(value);
  const magnitude = Math.abs(double);
  const negative = double < 0 || Object.is(double, -0);
  if (!Number.isFinite(double)) {
    const body = Number.isNaN(double) ? 'NaN' : 'Infinity';
    const signs = Number.isNaN(double) ? '' : flags.replace(/[^+ (]/g, '');
    return signed(negative, body, { ...format, flags: signs + (flags.includes('-') ? '-' : '') });
  }
  return signed(negative, magnitudeText(magnitude, format), format);
}

function magnitudeText(magnitude: number, { conversion, precision, flags }: Format): string {
  const decimal = decimalOf(magnitude);
  const places = precision ?? 6;
  switch (conversion.toLowerCase()) {
    case 'f':
      return grouped(fixedText(decimal, places), flags);
    case 'e':
      return scientificText(decimal, places);
    case 'a':
      return hexadecimalText(magnitude, precision);
    default:
      return grouped(general(magnitude, Math.max(1, places)), flags);
  }
}

/** %g: rounded to a number of digits, then with a power of ten only if very small or very large. */
function general(magnitude: number, digits: number): string {
  const decimal = decimalOf(magnitude);
  const scientific = scientificText(decimal, digits - 1);
  const exponent = Number(scientific.slice(scientific.indexOf('e') + 1));
  const plain = magnitude === 0 || (exponent >= -4 && exponent < digits);
  return plain ? fixedText(decimal, digits - 1 - (magnitude === 0 ? 0 : exponent)) : scientific;
}

function integer(value: NumberValue, format: Format): string {
  const { conversion, flags } = format;
  const double = toDouble(value);
  if (!Number.isFinite(double)) throw wrong(`${double} cannot be formatted as an integer.`);
  const long = isIntegerValue(value) ? toBigInt(value) : BigInt(Math.trunc(double));
  if (conversion === 'd') return signed(long < 0n, grouped(String(long < 0n ? -long : long), flags), format);
  const digits = BigInt.asUintN(64, long).toString(conversion === 'o' ? 8 : 16);
  const prefix = !flags.includes('#') ? '' : conversion === 'o' ? '0' : '0x';
  return padded(prefix, digits, format);
}

function grouped(text: string, flags: string): string {
  if (!flags.includes(',')) return text;
  const whole = text.match(/^\d+/)?.[0] ?? '';
  return whole.replace(/\B(?=(?:\d{3})+$)/g, ',') + text.slice(whole.length);
}

function signed(negative: boolean, body: string, format: Format): string {
  const { flags } = format;
  if (negative && flags.includes('(')) return padded('(', body, format, ')');
  return padded(negative ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '', body, format);
}

function padded(sign: string, body: string, { flags, width }: Format, end = ''): string {
  if (flags.includes('-')) return (sign + body + end).padEnd(width);
  if (flags.includes('0')) return sign + body.padStart(width - sign.length - end.length, '0') + end;
  return (sign + body + end).padStart(width);
}
