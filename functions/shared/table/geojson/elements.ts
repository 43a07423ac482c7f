import { invalid } from '../../errors.ts';

/** Characters of one element. */
const MAX_ELEMENT = 64 * 1024 * 1024;

/** A member of the outermost object, as JSON text. */
interface Member {
  readonly key: string;
  readonly text: string;
}

/** An element of the list, as JSON text. */
interface Item {
  readonly item: string;
}

/**
 * Cuts the JSON text of an object into the elements of the list that one of its members is, and its other members, without ever holding
 * more than one of them. What is cut out is checked by whoever parses it.
 * @param list the key of the member that is cut into its elements
 */
export async function* jsonElements(chunks: AsyncIterable<string>, list: string): AsyncGenerator<Member | Item> {
  const cutter = new Cutter(list);
  let first = true;
  for await (const chunk of chunks) {
    yield* cutter.push(first ? chunk.replace(/^\ufeff/, '') : chunk);
    first = false;
  }
  cutter.end();
}

type State = 'start' | 'key' | 'colon' | 'value' | 'items' | 'comma' | 'item-comma' | 'end';

const OPEN = 0x7b;
const CLOSE = 0x7d;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Goes through the text character by character; knows where strings are, and how deep brackets are nested. */
class Cutter {
  readonly #list: string;
  #state: State = 'start';
  #key = '';
  /** What has been read of a value in earlier chunks. */
  #value = '';
  #inValue = false;
  #depth = 0;
  /** Whether a bracket may close here: not after a comma. */
  #mayClose = false;
  #inText = false;
  #escaped = false;
  #position = 0;

  constructor(list: string) {
    this.#list = list;
  }

  *push(chunk: string): Generator<Member | Item> {
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      const code = chunk.charCodeAt(i);
      if (this.#inValue) {
        const ends = this.#ends(code);
        if (ends === undefined) continue;
        const text = this.#value + chunk.slice(start, ends === 'after' ? i + 1 : i);
        this.#inValue = false;
        this.#value = '';
        yield* this.#found(text);
        // What comes behind a number, true, false or null is not part of it.
        if (ends === 'after') continue;
      }
      if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) continue;
      if (this.#next(code, chunk[i])) start = i;
    }
    this.#position += chunk.length;
    if (!this.#inValue) return;
    this.#value += chunk.slice(start);
    if (this.#value.length > MAX_ELEMENT) throw invalid(`An element has more than ${MAX_ELEMENT} characters.`);
  }

  end(): void {
    if (this.#state !== 'end') throw invalid('The JSON text ends too early.');
  }

  /** Whether a value ends with a character, or before it. */
  #ends(code: number): 'before' | 'after' | undefined {
    if (this.#inText) {
      if (this.#escaped) this.#escaped = false;
      else if (code === BACKSLASH) this.#escaped = true;
      else if (code === QUOTE) {
        this.#inText = false;
        if (this.#depth === 0) return 'after';
      }
      return undefined;
    }
    if (code === QUOTE) this.#inText = true;
    else if (code === OPEN || code === 0x5b) this.#depth++;
    else if (code === CLOSE || code === 0x5d) {
      // The bracket around a plain value.
      if (this.#depth === 0) return 'before';
      this.#depth--;
      if (this.#depth === 0) return 'after';
    } else if (this.#depth === 0 && code === 0x2c) return 'before';
    return undefined;
  }

  *#found(text: string): Generator<Member | Item> {
    switch (this.#state) {
      case 'key':
        this.#key = keyOf(text);
        this.#state = 'colon';
        return;
      case 'items':
        this.#state = 'item-comma';
        yield { item: text.trimEnd() };
        return;
      default:
        this.#state = 'comma';
        yield { key: this.#key, text: text.trimEnd() };
    }
  }

  /** Takes a character between values; says whether a value begins with it. */
  #next(code: number, character: string): boolean {
    switch (this.#state) {
      case 'start':
        if (code !== OPEN) throw this.#unexpected(character);
        this.#state = 'key';
        this.#mayClose = true;
        return false;
      case 'key':
        if (code === QUOTE) return this.#begin(code);
        if (code === CLOSE && this.#mayClose) this.#state = 'end';
        else throw this.#unexpected(character);
        return false;
      case 'colon':
        if (character !== ':') throw this.#unexpected(character);
        this.#state = 'value';
        return false;
      case 'value':
        if (this.#key === this.#list && character === '[') {
          this.#state = 'items';
          this.#mayClose = true;
          return false;
        }
        return this.#begin(code);
      case 'items':
        if (character === ']' && this.#mayClose) {
          this.#state = 'comma';
          return false;
        }
        return this.#begin(code);
      case 'comma':
      case 'item-comma': {
        const items = this.#state === 'item-comma';
        this.#mayClose = false;
        if (character === ',') this.#state = items ? 'items' : 'key';
        else if (items && character === ']') this.#state = 'comma';
        else if (!items && code === CLOSE) this.#state = 'end';
        else throw this.#unexpected(character);
        return false;
      }
      case 'end':
        throw this.#unexpected(character);
    }
  }

  #begin(code: number): boolean {
    if (code === 0x2c || code === CLOSE || code === 0x5d || code === 0x3a)
      throw this.#unexpected(String.fromCharCode(code));
    this.#inValue = true;
    this.#depth = code === OPEN || code === 0x5b ? 1 : 0;
    this.#inText = code === QUOTE;
    this.#escaped = false;
    return true;
  }

  #unexpected(character: string): Error {
    return invalid(`Unexpected '${character}' in the JSON text after ${this.#position} characters.`);
  }
}

function keyOf(text: string): string {
  try {
    return JSON.parse(text) as string;
  } catch {
    throw invalid(`Malformed JSON: the key ${text.slice(0, 40)}.`);
  }
}
