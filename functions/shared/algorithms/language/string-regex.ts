import { wrong } from '../../errors.ts';
import type { Context } from '../context.ts';
import { algorithm } from '../declare.ts';
import { defaulted, required } from '../parameter.ts';
import { findNext, type Matcher, matcherOf, regularExpression } from './regular-expression.ts';
import { claimText } from './text.ts';
import * as t from './types.ts';

/** The first match with its groups; with `g`, all matches without them. Groups that took no part are null. */
function matches(input: string, regex: string, flags: string, context: Context): (string | null)[] {
  const expression = regularExpression(regex, flags);
  const matcher = matcherOf(expression, input);
  const found: (string | null)[] = [];
  while (findNext(matcher, context)) {
    if (!expression.global) return Array.from({ length: matcher.groupCount() + 1 }, (_, i) => matcher.group(i) ?? null);
    found.push(matcher.group());
  }
  return found;
}

/** A piece of a replacement: text as it is, or the number or name of a group. */
type Piece = { readonly text: string } | { readonly group: number | string };

/** Parses Java's replacement syntax: $1, ${name}, and a backslash before a literal character. */
function pieces(replacement: string, groups: number): Piece[] {
  const found: Piece[] = [];
  for (const [, escaped, digits, name, dollar, text] of replacement.matchAll(
    /\\([\s\S])|\$(\d+)|\$\{(\w+)\}|(\$|\\$)|([^$\\]+)/g,
  )) {
    if (dollar !== undefined) throw wrong(`Illegal group reference in the replacement '${replacement}'.`);
    if (digits !== undefined) found.push(...numbered(digits, groups));
    else if (name !== undefined) found.push({ group: name });
    else found.push({ text: escaped ?? text });
  }
  return found;
}

/** Splits digits into a group reference, as long as they name a group, and text. */
function numbered(digits: string, groups: number): Piece[] {
  let length = digits.length;
  while (length > 1 && Number(digits.slice(0, length)) > groups) length--;
  const group = Number(digits.slice(0, length));
  if (group > groups) throw wrong(`The replacement refers to group ${group}; the pattern has ${groups}.`);
  return [{ group }, { text: digits.slice(length) }];
}

function textOfPiece(piece: Piece, matcher: Matcher): string {
  if ('text' in piece) return piece.text;
  try {
    return matcher.group(piece.group as number) ?? '';
  } catch {
    throw wrong(`The pattern has no group '${piece.group}'.`);
  }
}

/** A text with the first match of a pattern, or with flag g all of them, replaced. */
export function replaceMatches(
  input: string,
  regex: string,
  replacement: string,
  flags: string,
  context: Context,
): string {
  const expression = regularExpression(regex, flags);
  const matcher = matcherOf(expression, input);
  const replacementPieces = pieces(replacement, matcher.groupCount());
  const output: string[] = [];
  let end = 0;
  while (findNext(matcher, context)) {
    output.push(input.slice(end, matcher.start()));
    for (const piece of replacementPieces) output.push(textOfPiece(piece, matcher));
    end = matcher.end();
    if (!expression.global) break;
  }
  output.push(input.slice(end));
  claimText(output.reduce((length, text) => length + text.length, 0));
  return output.join('');
}

/** The texts between matches, without empty ones at the end; an empty match at the start cuts nothing off. */
function split(input: string, regex: string, flags: string, context: Context): string[] {
  const matcher = matcherOf(regularExpression(regex, flags), input);
  const parts: string[] = [];
  let end = 0;
  while (findNext(matcher, context)) {
    if (matcher.end() === 0) continue;
    parts.push(input.slice(end, matcher.start()));
    end = matcher.end();
  }
  if (parts.length === 0) return [input];
  parts.push(input.slice(end));
  while (parts.at(-1) === '') parts.pop();
  return parts;
}

/** Strings: regular expressions, in RE2's syntax. */
export const STRING_REGEX = [
  algorithm({
    name: 'String.match',
    description:
      'The first match of a regular expression and its groups, or with flag g all matches; else an empty list.',
    returns: 'List<String>',
    parameters: { input: required(t.string), regex: required(t.string), flags: defaulted(t.string, '') },
    examples: [
      { args: { input: 'ab12', regex: '([a-z]+)(\\d)' }, result: ['ab1', 'ab', '1'] },
      { args: { input: 'aBc', regex: '[a-c]', flags: 'gi' }, result: ['a', 'B', 'c'] },
      { args: { input: 'abc', regex: 'x' }, result: [] },
    ],
    run: ({ input, regex, flags }, context) => matches(input, regex, flags, context),
  }),
  algorithm({
    name: 'String.replace',
    description:
      'The string with the first match of a regular expression, or with flag g all, replaced; $1 is a group.',
    returns: 'String',
    parameters: {
      input: required(t.string),
      regex: required(t.string),
      replacement: required(t.string),
      flags: defaulted(t.string, ''),
    },
    examples: [
      { args: { input: 'a.b.c', regex: '\\.', replacement: '-', flags: 'g' }, result: 'a-b-c' },
      { args: { input: '2020-01', regex: '(\\d+)-(\\d+)', replacement: '$2/$1' }, result: '01/2020' },
    ],
    run: ({ input, regex, replacement, flags }, context) => replaceMatches(input, regex, replacement, flags, context),
  }),
  algorithm({
    name: 'String.split',
    description: 'The texts between the matches of a regular expression; empty ones at the end are left out.',
    returns: 'List<String>',
    parameters: { string: required(t.string), regex: required(t.string), flags: defaulted(t.string, '') },
    examples: [
      { args: { string: 'a, b,c', regex: ', *' }, result: ['a', 'b', 'c'] },
      { args: { string: 'abc', regex: '' }, result: ['a', 'b', 'c'] },
    ],
    run: ({ string, regex, flags }, context) => split(string, regex, flags, context),
  }),
];
