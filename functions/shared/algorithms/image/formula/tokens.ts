import { wrong } from '../../../errors.ts';

/** One symbol of a formula. `at` is its place in the text, for messages. */
export interface Token {
  readonly kind: 'number' | 'name' | 'text' | 'symbol' | 'end';
  readonly text: string;
  readonly at: number;
}

const PATTERN =
  /\s*(?:(?<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<name>[A-Za-z_$][\w$]*)|(?<text>'[^']*'|"[^"]*")|(?<symbol>\*\*|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%<>!?:()[\],.^&|~=]))/y;

/** Cuts the text of a formula into symbols. Throws the message of Image.parseExpression. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  let at = 0;
  while (text.slice(at).trim() !== '') {
    PATTERN.lastIndex = at;
    const match = PATTERN.exec(text);
    if (!match?.groups) throw wrong(`Unexpected character at position ${at}: '${text.slice(at).trim()[0]}'.`);
    const [kind, value] = Object.entries(match.groups).find(([, group]) => group !== undefined) as [
      Token['kind'],
      string,
    ];
    at = PATTERN.lastIndex;
    tokens.push({ kind, text: kind === 'text' ? value.slice(1, -1) : value, at: at - value.length });
  }
  tokens.push({ kind: 'end', text: 'the end', at: text.length });
  return tokens;
}
