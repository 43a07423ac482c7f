import { Geometry } from '../../geometry/geometry.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { isList, type ListValue, typeNameOf, type Value } from '../../values/value.ts';
import { DateRangeValue } from '../language/date-range-value.ts';
import type { Relation } from './binary.ts';
import { comparable, comparableKey, compareScalars } from './comparable.ts';

/** The indexes of values, grouped by key. */
function placesByKey(values: readonly Value[]): Map<unknown, number[]> {
  const places = new Map<unknown, number[]>();
  values.forEach((value, place) => {
    if (value === null) return;
    const key = comparableKey(value);
    const known = places.get(key);
    if (known) known.push(place);
    else places.set(key, [place]);
  });
  return places;
}

function sameValues(a: Value, b: Value): boolean {
  const [left, right] = [comparableKey(a), comparableKey(b)];
  return left === right || (Number.isNaN(left) && Number.isNaN(right));
}

/** Equal values; numbers by value, whatever their type. */
export const EQUALS: Relation = {
  name: 'equals',
  holds: sameValues,
  nullIsNull: true,
  lookup: (rights) => {
    const places = placesByKey(rights);
    return (left) => places.get(comparableKey(left)) ?? [];
  },
};

export const NOT_EQUALS: Relation = {
  name: 'notEquals',
  holds: (left, right) => !sameValues(left, right),
  missing: true,
  nullIsNull: false,
};

/** A relation of order. Values that cannot be compared are in none. */
function ordered(name: string, holds: (order: number) => boolean): Relation {
  return {
    name,
    holds: (left, right) => {
      const order = compareScalars(left, right);
      return order !== undefined && holds(order);
    },
  };
}

export const LESS_THAN = ordered('lessThan', (order) => order < 0);
export const LESS_THAN_OR_EQUALS = ordered('lessThanOrEquals', (order) => order <= 0);
export const GREATER_THAN = ordered('greaterThan', (order) => order > 0);
export const GREATER_THAN_OR_EQUALS = ordered('greaterThanOrEquals', (order) => order >= 0);

function textual(name: string, holds: (left: string, right: string) => boolean): Relation {
  return {
    name,
    holds: (left, right) => typeof left === 'string' && typeof right === 'string' && holds(left, right),
  };
}

export const STRING_CONTAINS = textual('stringContains', (left, right) => left.includes(right));
export const STRING_STARTS_WITH = textual('stringStartsWith', (left, right) => left.startsWith(right));
export const STRING_ENDS_WITH = textual('stringEndsWith', (left, right) => left.endsWith(right));

const members = new WeakMap<ListValue, Set<unknown>>();

/** Whether a list has a value. The keys of a list are kept: the same one is asked for each element. */
function contains(list: ListValue, value: Value): boolean {
  let keys = members.get(list);
  if (keys === undefined) {
    keys = new Set(list.map(comparableKey));
    members.set(list, keys);
  }
  return keys.has(comparableKey(value));
}

export const LIST_CONTAINS: Relation = {
  name: 'listContains',
  holds: (left, right) => isList(left) && contains(left, right),
};

export const IN_LIST: Relation = {
  name: 'inList',
  holds: (left, right) => isList(right) && contains(right, left),
};

export const DATE_RANGE_CONTAINS: Relation = {
  name: 'dateRangeContains',
  holds: (left, right) => {
    const moment = comparable(right);
    return left instanceof DateRangeValue && isNumberValue(moment) && left.contains(toDouble(moment));
  },
};

/** The type's own name, and those of the types that it is a kind of. */
function typesOf(value: Value): string[] {
  const own = typeNameOf(value);
  const types = ['Object', own];
  if (isNumberValue(value)) types.push('Number');
  if (value instanceof Geometry) types.push(value.shape.type);
  if (['Feature', 'Image', 'FeatureCollection', 'ImageCollection'].includes(own)) types.push('Element');
  if (own === 'ImageCollection') types.push('FeatureCollection');
  return types;
}

export const HAS_TYPE: Relation = {
  name: 'hasType',
  holds: (left, right) => typeof right === 'string' && typesOf(left).includes(right),
};

/** Two numbers, or dates, that differ by so much at most: by how much is the measure. */
export function maxDifference(difference: number): Relation {
  const distance = (left: Value, right: Value): number | null => {
    const [a, b] = [comparable(left), comparable(right)];
    return isNumberValue(a) && isNumberValue(b) ? Math.abs(toDouble(a) - toDouble(b)) : null;
  };
  return {
    name: 'maxDifference',
    holds: (left, right) => {
      const apart = distance(left, right);
      return apart !== null && apart <= difference;
    },
    measure: distance,
    lookup: (rights) => {
      const sorted = rights
        .map((value, place) => ({ value: comparable(value), place }))
        .flatMap(({ value, place }) => (isNumberValue(value) ? [{ number: toDouble(value), place }] : []))
        .sort((a, b) => a.number - b.number);
      const numbers = Float64Array.from(sorted, ({ number }) => number);
      return (left) => {
        const value = comparable(left);
        if (!isNumberValue(value)) return [];
        // A margin for the rounding of the sums: the relation itself decides.
        const margin = (Math.abs(toDouble(value)) + difference) * 2 ** -50;
        const from = firstAtLeast(numbers, toDouble(value) - difference - margin);
        const places: number[] = [];
        for (let i = from; i < numbers.length && numbers[i] <= toDouble(value) + difference + margin; i++) {
          places.push(sorted[i].place);
        }
        return places.sort((a, b) => a - b);
      };
    },
  };
}

/** The place of the first of sorted numbers that is not below a bound. */
function firstAtLeast(sorted: Float64Array, bound: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}
