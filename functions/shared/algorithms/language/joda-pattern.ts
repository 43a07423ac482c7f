import { wrong } from '../../errors.ts';

/** A field of a Joda-Time pattern: its letter, and how often it stands there. */
export interface FieldPart {
  readonly letter: string;
  readonly count: number;
}

/** A part of a pattern: a field or text. */
export type PatternPart = FieldPart | { readonly text: string };

const LETTERS = 'GCYxweEyDMdaKhHkmsSzZ';
/** Longest run of a letter: more could only pad. */
const MOST_LETTERS = 100;

const cache = new Map<string, readonly PatternPart[]>();
const MOST_PATTERNS = 1000;

/** Cuts a pattern of Joda-Time's DateTimeFormat into fields and texts. Text stands between quotes; two of them are one. */
export function parsePattern(pattern: string): readonly PatternPart[] {
  const known = cache.get(pattern);
  if (known) return known;
  const parts: PatternPart[] = [];
  for (const [token] of pattern.matchAll(/''|'(?:[^']|'')*'?|([A-Za-z])\1*|[^A-Za-z']+/g)) {
    if (token === "''") parts.push({ text: "'" });
    else if (token.startsWith("'"))
      parts.push({ text: token.slice(1, token.endsWith("'") ? -1 : undefined).replaceAll("''", "'") });
    else if (!/[A-Za-z]/.test(token)) parts.push({ text: token });
    else if (!LETTERS.includes(token[0])) throw wrong(`Illegal pattern component: ${token.slice(0, 20)}`);
    else if (token.length > MOST_LETTERS) throw wrong(`The pattern repeats '${token[0]}' too often.`);
    else parts.push({ letter: token[0], count: token.length });
  }
  if (cache.size >= MOST_PATTERNS) cache.clear();
  cache.set(pattern, parts);
  return parts;
}

export const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
