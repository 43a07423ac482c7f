import { createHash } from 'node:crypto';
import { wrong } from '../errors.ts';
import { isNumberValue, type NumberValue, toDouble } from './number.ts';
import { isDictionary, isList, type ObjectValue, type Value } from './value.ts';

/** Values nest less deep than this where they are compared. */
const MAX_DEPTH = 400;
/** Longer keys of nested values are replaced by their digest: values that share parts many times over would fill any memory. */
const MAX_KEY_LENGTH = 256;

/**
 * An object with a key: a text that is the same for equal objects of a type, and for no others. Objects without a key (images, collections,
 * functions) are equal to themselves only.
 */
export interface Keyed {
  /** @param keyOfPart the key of a value that the object holds */
  key(keyOfPart: (value: Value) => string): string;
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

function identityOf(value: object): number {
  const known = identities.get(value);
  if (known !== undefined) return known;
  identities.set(value, ++lastIdentity);
  return lastIdentity;
}

/**
 * A key of a value: equal values, and no others, have the same. Scalars are their own keys, so that large lists of them cost no
 * texts. Numbers are equal by value, whatever their type; dictionaries whatever the order of their keys.
 */
export function keyOf(value: Value): unknown {
  if (value === null || typeof value === 'boolean') return value;
  if (isNumberValue(value)) return numberKey(value);
  // A text's first character keeps it apart from the keys of nested values.
  return typeof value === 'string' ? `"${value}` : new NestedKeys().of(value);
}

/** Without the sign of 0. */
function numberKey(value: NumberValue): number | bigint {
  if (typeof value === 'bigint') return value;
  const double = toDouble(value);
  return Number.isInteger(double) && !Number.isSafeInteger(double) ? BigInt(double) : double + 0;
}

type Nested = Exclude<Value, null | boolean | string | NumberValue>;

/** The keys of one nested value and its parts. Each part is visited once, however often it is shared. */
class NestedKeys {
  readonly #known = new Map<Nested, string>();
  #depth = 0;

  of(value: Nested): string {
    const known = this.#known.get(value);
    if (known !== undefined) return known;
    if (++this.#depth > MAX_DEPTH) {
      throw wrong(`Values that are nested deeper than ${MAX_DEPTH} levels cannot be compared.`);
    }
    const text = this.#text(value);
    const key = text.length > MAX_KEY_LENGTH ? `~${createHash('sha256').update(text).digest('base64')}` : text;
    this.#depth--;
    this.#known.set(value, key);
    return key;
  }

  #text(value: Nested): string {
    if (isList(value)) return `[${value.map(this.#part).join()}]`;
    if (!isDictionary(value)) return this.#object(value);
    const entries = [...value.keys()].sort().map((name) => {
      return `${JSON.stringify(name)}:${this.#part(value.get(name) as Value)}`;
    });
    return `{${entries.join()}}`;
  }

  #object(value: ObjectValue & Partial<Keyed>): string {
    return `${value.typeName}(${value.key === undefined ? `#${identityOf(value)}` : value.key(this.#part)})`;
  }

  readonly #part = (value: Value): string => {
    if (value === null || typeof value === 'boolean') return String(value);
    if (isNumberValue(value)) return String(numberKey(value));
    return typeof value === 'string' ? JSON.stringify(value) : this.of(value);
  };
}

/** Whether two values are equal. */
export function equalValues(a: Value, b: Value): boolean {
  return a === b || sameKey(keyOf(a), keyOf(b));
}

/** As Map and Set compare keys: NaN is equal to itself, 0 to -0. */
function sameKey(a: unknown, b: unknown): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}
