import { RE2JS, RE2JSException } from 're2js';
import { wrong } from '../../errors.ts';
import type { Context } from '../context.ts';

/** Flags of the clients' documentation, and those of Java's embedded flags, as RE2 has them; `g` is for the caller. */
const FLAGS: { readonly [flag: string]: number } = {
  i: RE2JS.CASE_INSENSITIVE,
  m: RE2JS.MULTILINE,
  s: RE2JS.DOTALL,
  g: 0,
};

/** Longest pattern, in characters: its program takes memory in proportion, times its repetitions. */
const MAX_PATTERN_LENGTH = 10_000;

/** Most steps of one search: instructions of the pattern's program times characters, some 10 ns each at worst. */
const MOST_STEPS = 3e8;

export interface RegularExpression {
  readonly pattern: RE2JS;
  /** Whether all matches are meant, not the first one. */
  readonly global: boolean;
}

export type Matcher = ReturnType<RE2JS['matcher']>;

/** Looks for a pattern in a text; an error if a search could take too long. */
export function matcherOf({ pattern }: RegularExpression, text: string): Matcher {
  if (pattern.programSize() * text.length > MOST_STEPS) {
    throw wrong(`The regular expression is too large for a text of ${text.length} characters.`);
  }
  return pattern.matcher(text);
}

/** Elements that a millisecond of searching counts for. */
const ELEMENTS_PER_MILLISECOND = 10_000;

/** Finds the next match. Each search may run to the text's end, whatever it finds: it is counted by the time it takes. */
export function findNext(matcher: Matcher, context: Context): boolean {
  const start = performance.now();
  const found = matcher.find();
  context.spend(1 + (performance.now() - start) * ELEMENTS_PER_MILLISECOND);
  return found;
}

/**
 * A pattern in RE2's syntax, which matches in linear time: a user's pattern can never run for ever. Back references and look-around do not
 * exist in it.
 */
export function regularExpression(regex: string, flags: string): RegularExpression {
  if (regex.length > MAX_PATTERN_LENGTH) {
    throw wrong(`The regular expression is longer than ${MAX_PATTERN_LENGTH} characters.`);
  }
  let bits = 0;
  for (const flag of flags) {
    if (!Object.hasOwn(FLAGS, flag)) throw wrong(`Unknown flag '${flag}'; known are ${Object.keys(FLAGS).join(', ')}.`);
    bits |= FLAGS[flag];
  }
  try {
    return { pattern: RE2JS.compile(regex, bits), global: flags.includes('g') };
  } catch (error) {
    if (error instanceof RE2JSException) throw wrong(`Invalid regular expression '${regex}': ${error.message}.`);
    throw error;
  }
}
