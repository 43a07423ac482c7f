import { invalid } from '../errors.ts';
import { isNumberValue, toDouble } from './number.ts';
import {
  andThen,
  type Encoder,
  isDictionary,
  isList,
  type Json,
  type MaybePromise,
  mapInOrder,
  type Value,
} from './value.ts';

/** Values nest less deep than this in a reply. */
const MAX_DEPTH = 400;
/** Most elements of a reply. */
const MAX_ELEMENTS = 10_000_000;
/** Most characters of its texts together. */
const MAX_CHARACTERS = 256 * 1024 * 1024;
/** Values of fewer elements are written again where they are shared: to remember them would take longer. */
const MIN_SHARED = 64;

/** The reply form of a value: JSON, with dictionaries in the order of their keys and non-finite numbers as strings. */
export function encodeValue(value: Value): MaybePromise<Json> {
  return new ReplyEncoder().encode(value);
}

/** A part of a reply, with what it counts wherever it is. */
interface Part {
  readonly json: Json;
  readonly elements: number;
  readonly characters: number;
}

/** Parts that are shared are encoded once and counted each time: a list of itself doubled sixty times is refused after sixty steps. */
class ReplyEncoder implements Encoder {
  readonly #shared = new Map<Value, Part>();
  #depth = 0;
  #elements = 0;
  #characters = 0;

  encode(value: Value): MaybePromise<Json> {
    this.#count(1, typeof value === 'string' ? value.length : 0);
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (isNumberValue(value)) return encodeNumber(toDouble(value));
    const known = this.#shared.get(value);
    if (known !== undefined) {
      this.#count(known.elements, known.characters);
      return known.json;
    }
    if (this.#depth > MAX_DEPTH) throw invalid(`Computed value is nested deeper than ${MAX_DEPTH} levels.`);
    this.#depth++;
    const [elements, characters] = [this.#elements, this.#characters];
    return andThen(this.#encodeNested(value), (json) => {
      this.#depth--;
      const part = { json, elements: this.#elements - elements, characters: this.#characters - characters };
      if (part.elements >= MIN_SHARED) this.#shared.set(value, part);
      return json;
    });
  }

  #count(elements: number, characters: number): void {
    this.#elements += elements;
    this.#characters += characters;
    if (this.#elements > MAX_ELEMENTS || this.#characters > MAX_CHARACTERS)
      throw invalid('Computed value is too large.');
  }

  #encodeNested(value: Exclude<Value, null | boolean | string | number | bigint>): MaybePromise<Json> {
    if (isList(value)) return mapInOrder(value, (item) => this.encode(item));
    if (!isDictionary(value)) return 'encode' in value ? value.encode(this) : null;
    const keys = [...value.keys()].sort();
    const values = mapInOrder(keys, (key) => this.encode(value.get(key) as Value));
    return andThen(values, (encoded) => Object.fromEntries(keys.map((key, i) => [key, encoded[i]])));
  }
}

/** Numbers that JSON has none for are texts. */
export function encodeNumber(value: number): Json {
  return Number.isFinite(value) ? value : String(value);
}
