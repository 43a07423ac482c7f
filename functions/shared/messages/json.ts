import { invalid } from '../errors.ts';
import { isNestedDeeper } from '../values/json-depth.ts';

/** A body as JSON, with the text that it was read from. */
export interface JsonBody {
  readonly text: string;
  readonly value: { readonly [name: string]: unknown };
}

/**
 * The text of a body.
 * @throws INVALID_ARGUMENT if it is not UTF-8
 */
export function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw invalid('Invalid JSON payload received. The body is not valid UTF-8.');
  }
}

/**
 * Levels that a body may be nested. An expression of 50,000 nodes, each an argument of the next, has some 200,000; ten million, which a body
 * has room for, take more memory to parse than there is.
 */
const MAX_DEPTH = 1_000_000;

/**
 * Parses a request's body. An empty one is an empty message. The bare words NaN and Infinity, which the Python client writes,
 * are read as null (so does JavaScript write NaN) and as numbers beyond the largest double.
 * @throws INVALID_ARGUMENT in the service's manner
 */
export function parseBody(text: string): JsonBody {
  if (text.trim() === '') return { text: '{}', value: {} };
  if (isNestedDeeper(text, MAX_DEPTH)) {
    throw invalid(`Invalid JSON payload received. It is nested deeper than ${MAX_DEPTH} levels.`);
  }
  const body = parseStrictly(text) ?? parseWithWords(text);
  if (typeof body.value !== 'object' || body.value === null || Array.isArray(body.value)) {
    throw invalid('Invalid JSON payload received. Unknown name "": Root element must be a message.');
  }
  return body as JsonBody;
}

function parseStrictly(text: string): { text: string; value: unknown } | undefined {
  try {
    return { text, value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function parseWithWords(text: string): { text: string; value: unknown } {
  const replaced = replaceWords(text);
  try {
    return { text: replaced, value: JSON.parse(replaced) };
  } catch (error) {
    throw invalid(`Invalid JSON payload received. ${(error as Error).message}`);
  }
}

const WORDS: { readonly [word: string]: string } = { NaN: 'null', Infinity: '1e999' };

/** JSON of Python's `json.dumps`, where numbers that JSON lacks are bare words, made into JSON. */
function replaceWords(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '"') i = endOfString(text, i);
    else if (character === 'N' || character === 'I') {
      const word = character === 'N' ? 'NaN' : 'Infinity';
      if (!text.startsWith(word, i)) continue;
      parts.push(text.slice(from, i), WORDS[word]);
      from = i + word.length;
      i = from - 1;
    }
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(from);
}

/** The position of the quote that ends the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text[end - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

/**
 * The text of a member of an object, out of the object's valid JSON text. Values may be nested deeper than JSON.stringify can
 * follow, and large: so they are cut out, not written anew. Of members with the same name the last counts, as in JSON.parse.
 */
export function memberText(text: string, member: string): string | undefined {
  let found: string | undefined;
  let depth = 0;
  let key: string | undefined;
  let valueStart = -1;
  const finish = (end: number) => {
    if (key === member && valueStart >= 0) found = text.slice(valueStart, end).trim();
    key = undefined;
    valueStart = -1;
  };
  for (let i = 0; i < text.length; i++) {
    switch (text[i]) {
      case '"': {
        const end = endOfString(text, i);
        if (depth === 1 && key === undefined) key = JSON.parse(text.slice(i, end + 1)) as string;
        i = end;
        break;
      }
      case ':':
        if (depth === 1) valueStart = i + 1;
        break;
      case ',':
        if (depth === 1) finish(i);
        break;
      case '{':
      case '[':
        depth++;
        break;
      case '}':
      case ']':
        if (--depth === 0) finish(i);
        break;
    }
  }
  return found;
}
