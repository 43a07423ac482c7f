import { wrong } from '../../errors.ts';
import { isDay, localTime, startOfWeek } from './calendar.ts';
import { DAYS, type FieldPart, MONTHS, type PatternPart, parsePattern } from './joda-pattern.ts';
import { type TimeZone, timeZone, toInstant } from './time-zone.ts';

const DAY = 86_400_000;

/** Most digits of each numeric field, where another number does not follow at once. */
const MOST_DIGITS: { readonly [letter: string]: number } = {
  C: 9,
  Y: 9,
  x: 9,
  y: 9,
  D: 3,
  w: 2,
  e: 1,
  M: 2,
  d: 2,
  K: 2,
  h: 2,
  H: 2,
  k: 2,
  m: 2,
  s: 2,
  S: 9,
};

/** The values read, by letter; the zone that the text gives, if it does. */
interface Found {
  readonly fields: Map<string, number>;
  zone: TimeZone | undefined;
}

/** The instant that a text says, by a pattern of Joda-Time's; the zone counts where the text has none. */
export function parseDate(text: string, pattern: string, zone: TimeZone): number {
  const found: Found = { fields: new Map(), zone: undefined };
  const parts = parsePattern(pattern);
  let at = 0;
  parts.forEach((part, i) => {
    at = 'text' in part ? literal(text, at, part.text) : field(text, at, part, parts[i + 1], found);
  });
  if (at < text.length) throw malformed(text, at);
  return toInstant(found.zone ?? zone, localTimeOf(found.fields, text));
}

function malformed(text: string, at: number): Error {
  return wrong(`Invalid format: "${text.slice(0, 100)}" is malformed at "${text.slice(at, at + 40)}".`);
}

function literal(text: string, at: number, expected: string): number {
  const end = at + expected.length;
  if (text.slice(at, end).toLowerCase() !== expected.toLowerCase()) throw malformed(text, at);
  return end;
}

function isNumeric(part: PatternPart | undefined): boolean {
  return (
    part !== undefined && 'letter' in part && part.letter in MOST_DIGITS && !(part.letter === 'M' && part.count > 2)
  );
}

function field(text: string, at: number, part: FieldPart, next: PatternPart | undefined, found: Found): number {
  const { letter, count } = part;
  if (letter === 'Z') return offset(text, at, found);
  if (letter === 'z') throw wrong("Names of time zones ('z') cannot be parsed: use 'Z' for an offset or an id.");
  if (!isNumeric(part)) return named(text, at, letter, found);
  // Numbers that stand next to each other have as many digits as letters.
  const most = isNumeric(next) ? count : Math.max(MOST_DIGITS[letter], letter === 'S' ? count : 0);
  const signed = letter === 'y' || letter === 'x';
  const digits = new RegExp(`^${signed ? '[+-]?' : ''}\\d{1,${most}}`).exec(text.slice(at, at + most + 1))?.[0];
  if (digits === undefined) throw malformed(text, at);
  found.fields.set(letter, numberOf(letter, count, digits));
  return at + digits.length;
}

function numberOf(letter: string, count: number, digits: string): number {
  if (letter === 'S') return Math.trunc(Number(`0.${digits}`) * 1000);
  const value = Number(digits);
  return count === 2 && digits.length === 2 && 'yYx'.includes(letter) ? fullYear(value) : value;
}

/** Two digits of a year are of the hundred years that end 19 years from now, as Joda-Time has it. */
function fullYear(twoDigits: number): number {
  const first = new Date().getUTCFullYear() - 80;
  return first + ((((twoDigits - first) % 100) + 100) % 100);
}

const NAMES: { readonly [letter: string]: readonly string[] } = {
  M: MONTHS,
  E: DAYS,
  a: ['AM', 'PM'],
  G: ['BC', 'AD'],
};

/** A name in full or its first three letters. */
function named(text: string, at: number, letter: string, found: Found): number {
  const rest = text.slice(at, at + 20).toLowerCase();
  for (const length of [Infinity, 3]) {
    const index = NAMES[letter].findIndex((name) => rest.startsWith(name.toLowerCase().slice(0, length)));
    if (index < 0) continue;
    found.fields.set(letter, letter === 'M' ? index + 1 : index);
    return at + NAMES[letter][index].slice(0, length).length;
  }
  throw malformed(text, at);
}

function offset(text: string, at: number, found: Found): number {
  const id = /^(?:[+-]\d\d:?\d\d|[A-Za-z][\w+/-]*)/.exec(text.slice(at, at + 60))?.[0];
  if (id === undefined) throw malformed(text, at);
  found.zone = timeZone(id === 'Z' ? 'UTC' : id);
  return at + id.length;
}

function localTimeOf(fields: ReadonlyMap<string, number>, text: string): number {
  const bad = (): Error => wrong(`Cannot parse "${text.slice(0, 100)}": a field is out of its range.`);
  const get = (letter: string, missing: number, low = -Infinity, high = Infinity): number => {
    const value = fields.get(letter) ?? missing;
    if (value < low || value > high) throw bad();
    return value;
  };
  const second = get('s', 0, 0, 59) + get('m', 0, 0, 59) * 60 + hourOf(get) * 3600;
  const millis = second * 1000 + get('S', 0);
  if (fields.has('x') || fields.has('w'))
    return startOfWeek(get('x', 1970), get('w', 1, 1, 53)) + weekday(get) * DAY + millis;
  const year = yearOf(fields, get);
  if (fields.has('D') && !fields.has('d')) return localTime(year, 1, get('D', 1, 1, 366), millis);
  const [month, day] = [get('M', 1, 1, 12), get('d', 1, 1, 31)];
  if (!isDay(year, month, day)) throw bad();
  return localTime(year, month, day, millis);
}

type Get = (letter: string, missing: number, low?: number, high?: number) => number;

function weekday(get: Get): number {
  return get('e', get('E', 0) + 1, 1, 7) - 1;
}

function yearOf(fields: ReadonlyMap<string, number>, get: Get): number {
  const inEra = fields.get('Y') ?? (fields.has('C') ? get('C', 19) * 100 + (get('y', 0) % 100) : undefined);
  const year = inEra ?? get('y', 1970);
  return get('G', 1) === 0 ? 1 - year : year;
}

function hourOf(get: Get): number {
  const afternoon = get('a', 0) * 12;
  const half = get('K', get('h', -1, -1, 12) === 12 ? 0 : get('h', -1), -1, 11);
  if (half >= 0) return half + afternoon;
  return get('H', get('k', 0, 0, 24) % 24, 0, 23);
}
