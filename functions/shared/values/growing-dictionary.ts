import type { DictionaryValue, Value } from './value.ts';

/** Smaller dictionaries are copied: that is cheaper. */
const MIN_SHARED = 64;

interface Entry {
  readonly at: number;
  readonly value: Value;
}

/**
 * A dictionary that grew out of another one, and shares its entries with it: the first ones of a table which only the largest of the
 * dictionaries adds to. To add a key costs the same however many there are.
 */
class GrowingDictionary extends Map<string, Value> {
  readonly #table: Map<string, Entry>;
  readonly #size: number;

  constructor(table: Map<string, Entry>) {
    super();
    this.#table = table;
    this.#size = table.size;
  }

  override get size(): number {
    return this.#size;
  }

  override has(key: string): boolean {
    return this.#entry(key) !== undefined;
  }

  override get(key: string): Value | undefined {
    return this.#entry(key)?.value;
  }

  override *entries(): MapIterator<[string, Value]> {
    let left = this.#size;
    for (const [key, { value }] of this.#table) {
      if (left-- === 0) return;
      yield [key, value];
    }
  }

  override *keys(): MapIterator<string> {
    for (const [key] of this.entries()) yield key;
  }

  override *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value;
  }

  override [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }

  override forEach(each: (value: Value, key: string, map: Map<string, Value>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this);
  }

  #entry(key: string): Entry | undefined {
    const entry = this.#table.get(key);
    return entry !== undefined && entry.at < this.#size ? entry : undefined;
  }

  /** The same table for another key, if this is the largest dictionary of it and the key is new. */
  tableFor(key: string): Map<string, Entry> | undefined {
    return this.#table.size === this.#size && !this.#table.has(key) ? this.#table : undefined;
  }
}

/**
 * A dictionary with the value of a key set.
 * @param spend is told how many entries are copied
 */
export function withEntry(
  dictionary: DictionaryValue,
  key: string,
  value: Value,
  spend: (elements: number) => void,
): DictionaryValue {
  if (dictionary.size < MIN_SHARED || dictionary.has(key)) {
    spend(dictionary.size + 1);
    return new Map(dictionary).set(key, value);
  }
  let table = dictionary instanceof GrowingDictionary ? dictionary.tableFor(key) : undefined;
  spend(table === undefined ? dictionary.size + 1 : 1);
  if (table === undefined) {
    table = new Map();
    for (const [name, known] of dictionary) table.set(name, { at: table.size, value: known });
  }
  return new GrowingDictionary(table.set(key, { at: table.size, value }));
}
