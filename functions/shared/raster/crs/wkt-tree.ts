import { CrsError } from './crs-error.ts';

/** A node of well-known text: KEYWORD["text", 1.5, NORTH, CHILD[…]]. */
export interface WktNode {
  /** Upper case. */
  readonly keyword: string;
  readonly values: readonly (string | number)[];
  readonly children: readonly WktNode[];
}

const MAX_LENGTH = 100_000;
const MAX_DEPTH = 30;
const TOKEN =
  /\s*(?:"((?:[^"]|"")*)"|([A-Za-z_][A-Za-z_0-9]*)|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|([[\](),]))/y;

/**
 * Reads well-known text of either version into a tree, without interpreting its keywords.
 * @throws CrsError for malformed text
 */
export function parseWktTree(text: string): WktNode {
  if (text.length > MAX_LENGTH) throw new CrsError(`The WKT of a projection is longer than ${MAX_LENGTH} characters.`);
  const scanner = new RegExp(TOKEN);
  const next = () => {
    const match = scanner.exec(text);
    if (!match) throw new CrsError(`The CRS of a map projection could not be parsed: ${text.slice(0, 200)}`);
    return match;
  };
  const node = (keyword: string, depth: number): WktNode => {
    const opened = next()[4];
    if (depth > MAX_DEPTH || (opened !== '[' && opened !== '(')) {
      throw new CrsError(`The CRS of a map projection could not be parsed: ${text.slice(0, 200)}`);
    }
    const values: (string | number)[] = [];
    const children: WktNode[] = [];
    for (;;) {
      const [, quoted, word, number] = next();
      if (quoted !== undefined) values.push(quoted.replaceAll('""', '"'));
      else if (number !== undefined) values.push(Number(number));
      else if (word !== undefined && /^\s*[[(]/.test(text.slice(scanner.lastIndex, scanner.lastIndex + 8))) {
        children.push(node(word.toUpperCase(), depth + 1));
      } else if (word !== undefined) values.push(word);
      else throw new CrsError(`The CRS of a map projection could not be parsed: ${text.slice(0, 200)}`);
      const separator = next()[4];
      if (separator === ']' || separator === ')') return { keyword, values, children };
      if (separator !== ',')
        throw new CrsError(`The CRS of a map projection could not be parsed: ${text.slice(0, 200)}`);
    }
  };
  const tree = node((next()[2] ?? '').toUpperCase(), 0);
  if (text.slice(scanner.lastIndex).trim() !== '') {
    throw new CrsError(`The CRS of a map projection could not be parsed: ${text.slice(0, 200)}`);
  }
  return tree;
}

/** The first child with one of the keywords. */
export function child(node: WktNode, ...keywords: string[]): WktNode | undefined {
  return node.children.find((candidate) => keywords.includes(candidate.keyword));
}

/** The node's text at `index`. */
export function textAt(node: WktNode | undefined, index: number): string {
  return String(node?.values[index] ?? '');
}

/** The node's number at `index`, NaN if it has none. */
export function numberAt(node: WktNode | undefined, index: number): number {
  const value = node?.values[index];
  return typeof value === 'number' ? value : Number.NaN;
}
