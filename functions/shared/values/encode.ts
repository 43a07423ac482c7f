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

/** The reply form of a value: JSON, with dictionaries in the order of their keys and non-finite numbers as strings. */
export function encodeValue(value: Value): MaybePromise<Json> {
  return new ReplyEncoder().encode(value);
}

class ReplyEncoder implements Encoder {
  #depth = 0;
  #elements = 0;

  encode(value: Value): MaybePromise<Json> {
    if (++this.#elements > MAX_ELEMENTS) throw invalid('Computed value is too large.');
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (isNumberValue(value)) return encodeNumber(toDouble(value));
    if (this.#depth > MAX_DEPTH) throw invalid(`Computed value is nested deeper than ${MAX_DEPTH} levels.`);
    this.#depth++;
    const encoded = this.#encodeNested(value);
    return andThen(encoded, (json) => {
      this.#depth--;
      return json;
    });
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
