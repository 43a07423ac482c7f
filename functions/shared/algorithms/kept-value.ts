import { LRUCache } from 'lru-cache';
import { meter } from '../measures/meter.ts';
import { andThen, isDictionary, isList, isObject, type MaybePromise, type Value } from '../values/value.ts';
import type { Context } from './context.ts';
import { type FindOrigin, versionedKey } from './origin.ts';

/** The most bytes of values that a thread keeps between requests, and of one value. */
const CACHE_BYTES = 16 * 1024 * 1024;
const VALUE_BYTES = 256 * 1024;

/** The approximate bytes of a number, a flag or nothing, and of what an element of a list or dictionary costs beside its value. */
const SCALAR_BYTES = 16;
const ELEMENT_BYTES = 32;

interface KeptValue {
  readonly value: Value;
  readonly bytes: number;
}

/** Results of aggregations by their origin and the versions of its assets. */
const kept = new LRUCache<string, KeptValue>({ maxSize: CACHE_BYTES, sizeCalculation: ({ bytes }) => 1 + bytes });

/**
 * The result of an aggregation, which is kept for later requests that ask for the same of the same versions of the same assets, whatever else they
 * compute from it.
 * @param compute computes it
 * @param find the origin of the call, by which later requests find it
 */
export function keptValue(compute: () => MaybePromise<Value>, find: FindOrigin, context: Context): MaybePromise<Value> {
  const key = versionedKey(find, context);
  if (key === undefined) return compute();
  const known = kept.get(key);
  if (known) {
    meter.cacheHits++;
    return known.value;
  }
  meter.cacheMisses++;
  return andThen(compute(), (value) => {
    const bytes = bytesOf(value, VALUE_BYTES);
    if (bytes <= VALUE_BYTES) kept.set(key, { value, bytes });
    return value;
  });
}

/** The approximate bytes of a plain value; infinitely many where it is an object, which may hold on to anything, or has more than `most`. */
function bytesOf(value: Value, most: number): number {
  if (typeof value === 'string') return SCALAR_BYTES + 2 * value.length;
  if (isList(value)) return sumOf(value, most);
  if (isDictionary(value)) return sumOf([...value.keys(), ...value.values()], most);
  if (isObject(value)) return Infinity;
  return SCALAR_BYTES;
}

function sumOf(values: readonly Value[], most: number): number {
  let sum = SCALAR_BYTES + ELEMENT_BYTES * values.length;
  for (const value of values) {
    if (!(sum <= most)) return Infinity;
    sum += bytesOf(value, most - sum);
  }
  return sum;
}
