import type { Fields, Value } from '../messages.ts';
import { compareNames } from '../names.ts';
import { compareNumbers } from './numbers.ts';
import { compareStrings } from './strings.ts';

/**
 * The ranks of the value types in Firestore's order of values of mixed type.
 * Source: firebase.google.com/docs/firestore/manage-data/data-types (value type ordering).
 */
export const TYPE_RANK = {
  null: 0,
  boolean: 1,
  number: 2,
  timestamp: 3,
  string: 4,
  bytes: 5,
  reference: 6,
  geoPoint: 7,
  array: 8,
  vector: 9,
  map: 10,
} as const;

export function typeRank(value: Value): number {
  if (value.stringValue !== undefined) return TYPE_RANK.string;
  if (value.integerValue !== undefined || value.doubleValue !== undefined) return TYPE_RANK.number;
  if (value.booleanValue !== undefined) return TYPE_RANK.boolean;
  if (value.timestampValue !== undefined) return TYPE_RANK.timestamp;
  if (value.referenceValue !== undefined) return TYPE_RANK.reference;
  if (value.arrayValue !== undefined) return TYPE_RANK.array;
  if (value.mapValue !== undefined) return isVector(value.mapValue.fields) ? TYPE_RANK.vector : TYPE_RANK.map;
  if (value.bytesValue !== undefined) return TYPE_RANK.bytes;
  if (value.geoPointValue !== undefined) return TYPE_RANK.geoPoint;
  return TYPE_RANK.null;
}

/** A vector travels as a map with this type mark and an array of doubles. */
function isVector(fields: Fields | undefined): boolean {
  return fields !== undefined && Object.hasOwn(fields, '__type__') && fields['__type__']?.stringValue === '__vector__';
}

/** Firestore's total order of values: below zero, zero, above zero. */
export function compareValues(left: Value, right: Value): number {
  const rank = typeRank(left);
  const other = typeRank(right);
  if (rank !== other) return rank - other;
  switch (rank) {
    case TYPE_RANK.boolean:
      return Number(left.booleanValue) - Number(right.booleanValue);
    case TYPE_RANK.number:
      return compareNumbers(left, right);
    case TYPE_RANK.timestamp:
      return (
        Number(left.timestampValue!.seconds ?? 0) - Number(right.timestampValue!.seconds ?? 0) ||
        (left.timestampValue!.nanos ?? 0) - (right.timestampValue!.nanos ?? 0)
      );
    case TYPE_RANK.string:
      return compareStrings(left.stringValue!, right.stringValue!);
    case TYPE_RANK.bytes:
      return Buffer.compare(left.bytesValue!, right.bytesValue!);
    case TYPE_RANK.reference:
      return compareNames(left.referenceValue!, right.referenceValue!);
    case TYPE_RANK.geoPoint:
      return (
        (left.geoPointValue!.latitude ?? 0) - (right.geoPointValue!.latitude ?? 0) ||
        (left.geoPointValue!.longitude ?? 0) - (right.geoPointValue!.longitude ?? 0)
      );
    case TYPE_RANK.array:
      return compareArrays(left.arrayValue!.values, right.arrayValue!.values);
    case TYPE_RANK.vector: {
      const a = left.mapValue!.fields!['value']?.arrayValue?.values ?? [];
      const b = right.mapValue!.fields!['value']?.arrayValue?.values ?? [];
      return a.length - b.length || compareArrays(a, b);
    }
    case TYPE_RANK.map:
      return compareMaps(left.mapValue!.fields ?? {}, right.mapValue!.fields ?? {});
    default:
      return 0;
  }
}

function compareArrays(left: Value[] = [], right: Value[] = []): number {
  for (let at = 0; at < left.length && at < right.length; at++) {
    const order = compareValues(left[at]!, right[at]!);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareMaps(left: Fields, right: Fields): number {
  const leftKeys = Object.keys(left).sort(compareStrings);
  const rightKeys = Object.keys(right).sort(compareStrings);
  for (let at = 0; at < leftKeys.length && at < rightKeys.length; at++) {
    const order =
      compareStrings(leftKeys[at]!, rightKeys[at]!) || compareValues(left[leftKeys[at]!]!, right[rightKeys[at]!]!);
    if (order !== 0) return order;
  }
  return leftKeys.length - rightKeys.length;
}
