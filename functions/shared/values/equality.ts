import { invalid } from '../errors.ts';
import { isNumberValue, type NumberValue, toDouble } from './number.ts';
import { isDictionary, isList, type ObjectValue, type Value } from './value.ts';

/** Values nest less deep than this where they are compared. */
const MAX_DEPTH = 400;

/**
 * What an object has if it is equal to others: texts that are the same for equal objects of a type, and for no others.
 * Objects without it (images, collections, functions) are equal to themselves only.
 */
export interface Keyed {
  key(): string;
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
  return typeof value === 'string' ? `"${value}` : nestedKey(value, 0);
}

/** Without the sign of 0. */
function numberKey(value: NumberValue): number | bigint {
  if (typeof value === 'bigint') return value;
  const double = toDouble(value);
  return Number.isInteger(double) && !Number.isSafeInteger(double) ? BigInt(double) : double + 0;
}

function nestedKey(value: Exclude<Value, null | boolean | string | NumberValue>, depth: number): string {
  if (depth > MAX_DEPTH) throw invalid(`: Values that are nested deeper than ${MAX_DEPTH} levels cannot be compared.`);
  if (isList(value)) return `[${value.map((item) => partKey(item, depth + 1)).join()}]`;
  if (!isDictionary(value)) return objectKey(value as ObjectValue);
  const entries = [...value.keys()].sort().map((name) => {
    return `${JSON.stringify(name)}:${partKey(value.get(name) as Value, depth + 1)}`;
  });
  return `{${entries.join()}}`;
}

function partKey(value: Value, depth: number): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (isNumberValue(value)) return String(numberKey(value));
  return typeof value === 'string' ? JSON.stringify(value) : nestedKey(value, depth);
}

function objectKey(value: ObjectValue & Partial<Keyed>): string {
  return `${value.typeName}(${value.key === undefined ? `#${identityOf(value)}` : value.key()})`;
}

/** Whether two values are equal. */
export function equalValues(a: Value, b: Value): boolean {
  return a === b || sameKey(keyOf(a), keyOf(b));
}

/** As Map and Set compare keys: NaN is equal to itself, 0 to -0. */
function sameKey(a: unknown, b: unknown): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b));
}
