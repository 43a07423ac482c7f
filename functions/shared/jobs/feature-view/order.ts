import { compareValues } from '../../values/order.ts';
import type { Value } from '../../values/value.ts';

/** One thing by which features are compared. */
export interface Criterion {
  /** Of each feature; null where it has none. */
  readonly values: readonly Value[];
  readonly descending: boolean;
}

/** The order of features. */
export interface Order {
  /** The place of each feature, from 0. */
  readonly places: Uint32Array;
  /** The features, by their places. */
  readonly features: Uint32Array;
  /** By place: the first place of all that rank equal to the feature there. */
  readonly equals: Uint32Array;
}

/**
 * Puts features in order, by the first criterion, where they are equal by the next, and so on. Features without a value come last, whatever the
 * direction.
 * @param random whether equal ones are put in an order that looks random; else it is that of their numbers
 * @throws INVALID_ARGUMENT for values that have no order
 */
export function orderOf(count: number, criteria: readonly Criterion[], random: boolean): Order {
  const compare = (a: number, b: number): number => {
    for (const { values, descending } of criteria) {
      const difference = compareOne(values[a], values[b], descending);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const ties = random
    ? (a: number, b: number) => scattered(a) - scattered(b) || a - b
    : (a: number, b: number) => a - b;
  const features = Uint32Array.from({ length: count }, (_, i) => i).sort((a, b) => compare(a, b) || ties(a, b));
  const places = new Uint32Array(count);
  const equals = new Uint32Array(count);
  features.forEach((feature, place) => {
    places[feature] = place;
    const tied = place > 0 && !random && compare(features[place - 1], feature) === 0;
    equals[place] = tied ? equals[place - 1] : place;
  });
  return { places, features, equals };
}

function compareOne(a: Value, b: Value, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return descending ? compareValues(b, a) : compareValues(a, b);
}

/** A whole number that looks random, the same one each time (the finalizer of MurmurHash3). */
function scattered(value: number): number {
  let hash = value ^ (value >>> 16);
  hash = Math.imul(hash, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
