import { wrong } from '../errors.ts';
import { isNumberValue, type NumberValue, toDouble } from './number.ts';
import { isList, type ListValue, type Value } from './value.ts';

/** An object that has an order among objects of its type, such as a date. */
export interface Ordered {
  /** A number that is greater for objects that come later. */
  order(): number;
}

const MAX_DEPTH = 400;

/**
 * The order of values: null, booleans and numbers by value, texts by code unit, lists element by element, then objects of
 * a type that has an order. Others cannot be sorted.
 */
export function compareValues(a: Value, b: Value): number {
  return compare(a, b, 0, undefined);
}

/** Lists that have been found equal: parts that are shared many times over are compared once. */
type EqualLists = Map<ListValue, Set<ListValue>>;

function compare(a: Value, b: Value, depth: number, equal: EqualLists | undefined): number {
  const [left, right] = [rank(a), rank(b)];
  if (left !== right) return left - right;
  if (typeof a === 'string') return a < (b as string) ? -1 : a === b ? 0 : 1;
  if (left === RANKS.number) return compareNumbers(a as NumberValue | boolean, b as NumberValue | boolean);
  if (isList(a)) return compareLists(a, b as ListValue, depth, equal ?? new Map());
  return a === null ? 0 : compareObjects(a as object & Partial<Ordered>, b as object & Partial<Ordered>);
}

const RANKS = { null: 0, number: 1, string: 2, list: 3, object: 4 } as const;

function rank(value: Value): number {
  if (typeof value === 'string') return RANKS.string;
  if (value === null) return RANKS.null;
  if (typeof value === 'boolean' || isNumberValue(value)) return RANKS.number;
  return isList(value) ? RANKS.list : RANKS.object;
}

/** NaN comes after all other numbers. */
function compareNumbers(a: NumberValue | boolean, b: NumberValue | boolean): number {
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0;
  const [x, y] = [a, b].map((value) => (typeof value === 'boolean' ? Number(value) : toDouble(value)));
  if (x < y) return -1;
  if (x > y) return 1;
  return x === y ? 0 : Number(Number.isNaN(x)) - Number(Number.isNaN(y));
}

function compareLists(a: ListValue, b: ListValue, depth: number, equal: EqualLists): number {
  if (depth > MAX_DEPTH) throw wrong(`Lists that are nested deeper than ${MAX_DEPTH} levels cannot be compared.`);
  if (a === b || equal.get(a)?.has(b)) return 0;
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const order = compare(a[i], b[i], depth + 1, equal);
    if (order !== 0) return order;
  }
  if (a.length === b.length) equal.set(a, (equal.get(a) ?? new Set()).add(b));
  return a.length - b.length;
}

function compareObjects(a: object & Partial<Ordered>, b: object & Partial<Ordered>): number {
  if (a.constructor !== b.constructor || !a.order || !b.order) {
    throw wrong('Only numbers, strings, dates, and lists of them can be sorted.');
  }
  return a.order() - b.order();
}
