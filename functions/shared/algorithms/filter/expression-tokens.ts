import { wrong } from '../../errors.ts';

/** A part of a filter's text. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'operator' | 'end';
  readonly text: string;
}

const TOKEN =
  /\s*(?:(?<number>-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_][\w:.]*)|"(?<double>(?:[^"\\]|\\.)*)"|'(?<single>(?:[^'\\]|\\.)*)'|(?<operator>>=|<=|==|!=|&&|\|\||[<>()!]))/y;

/** The parts of a filter's text, and an end. */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  for (let at = 0; at < end; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) throw wrong(`The expression cannot be read from '${text.slice(at, at + 20)}' on.`);
    tokens.push(tokenOf(groups));
  }
  return [...tokens, { kind: 'end', text: 'the end' }];
}

function tokenOf(groups: { [name: string]: string | undefined }): Token {
  const string = groups['double'] ?? groups['single'];
  if (string !== undefined) return { kind: 'string', text: string.replace(/\\(.)/g, '$1') };
  if (groups['number'] !== undefined) return { kind: 'number', text: groups['number'] };
  if (groups['name'] !== undefined) return { kind: 'name', text: groups['name'] };
  return { kind: 'operator', text: groups['operator'] as string };
}
