import type { NumberValue } from './number.ts';
import { isNumberValue, numberType } from './number.ts';

/** JSON as `value:compute` sends it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export type MaybePromise<T> = T | Promise<T>;

/** The functions by which an object writes itself into a reply. */
export interface Encoder {
  /** The reply form of any value. Counts against the size limit of the reply. */
  encode(value: Value): MaybePromise<Json>;
}

/**
 * A value of the language that is an object: an image, a geometry, a date, a reducer … Each type defines its own name and reply form;
 * shared code never asks for the type.
 */
export interface ObjectValue {
  /** The type's name as the clients know it: 'Image', 'Geometry', … */
  readonly typeName: string;
  /** The form that `value:compute` sends. */
  encode(encoder: Encoder): MaybePromise<Json>;
}

export type ListValue = readonly Value[];
export type DictionaryValue = ReadonlyMap<string, Value>;

/** Any value of the expression language. */
export type Value = null | boolean | NumberValue | string | ListValue | DictionaryValue | ObjectValue;

export function isList(value: unknown): value is ListValue {
  return Array.isArray(value);
}

export function isDictionary(value: unknown): value is DictionaryValue {
  return value instanceof Map;
}

export function isObject(value: Value): value is ObjectValue {
  return value !== null && typeof value === 'object' && 'typeName' in value;
}

/** The name of a value's type, as `ObjectType` returns it. */
export function typeNameOf(value: Value): string {
  if (value === null) return 'Null';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'string') return 'String';
  if (isNumberValue(value)) return numberType(value);
  if (isList(value)) return 'List';
  if (isDictionary(value)) return 'Dictionary';
  return value.typeName;
}

/** Applies a function to a value, or to the result of a promise. Without a promise it stays synchronous, which is faster. */
export function andThen<A, B>(value: MaybePromise<A>, next: (value: A) => MaybePromise<B>): MaybePromise<B> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** Maps a sequence one after the other; synchronous for as long as `each` is. */
export function mapInOrder<A, B>(
  items: Iterable<A>,
  each: (item: A, index: number) => MaybePromise<B>,
): MaybePromise<B[]> {
  const results: B[] = [];
  const iterator = items[Symbol.iterator]();
  const step = (): MaybePromise<B[]> => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) {
      const result = each(next.value, results.length);
      if (result instanceof Promise) {
        return result.then((value) => {
          results.push(value);
          return step();
        });
      }
      results.push(result);
    }
    return results;
  };
  return step();
}
