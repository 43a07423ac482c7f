import { DOUBLE, FLOAT, INTEGER_TYPES, type PixelType } from '../pixel-type.ts';
import { type ScalarOperation, unary } from './operation.ts';

/** A cast to integers holds values within the type's range and cuts fractions off. */
function toInteger(name: string, type: PixelType, what: string): ScalarOperation {
  return unary(
    name,
    `Casts to ${what}.`,
    (a) => `fn.clampInteger(${a}, ${type.min}, ${type.max})`,
    () => type,
  );
}

const { uint8, int8, uint16, int16, uint32, int32, int64 } = INTEGER_TYPES;

/** Each cast has two names: `toByte` and `byte`, … */
function both(long: string, short: string, type: PixelType, what: string): ScalarOperation[] {
  return [toInteger(long, type, what), toInteger(short, type, what)];
}

function toFloat(name: string): ScalarOperation {
  return unary(
    name,
    'Casts to a 32-bit float.',
    (a) => `Math.fround(${a})`,
    () => FLOAT,
  );
}

function toDouble(name: string): ScalarOperation {
  return unary(
    name,
    'Casts to a 64-bit float.',
    (a) => a,
    () => DOUBLE,
  );
}

/** Casts to each of the number types. */
export const CASTS = [
  ...both('toByte', 'byte', uint8, 'an unsigned 8-bit integer'),
  ...both('toUint8', 'uint8', uint8, 'an unsigned 8-bit integer'),
  ...both('toInt8', 'int8', int8, 'a signed 8-bit integer'),
  ...both('toShort', 'short', int16, 'a signed 16-bit integer'),
  ...both('toInt16', 'int16', int16, 'a signed 16-bit integer'),
  ...both('toUint16', 'uint16', uint16, 'an unsigned 16-bit integer'),
  ...both('toInt', 'int', int32, 'a signed 32-bit integer'),
  ...both('toInt32', 'int32', int32, 'a signed 32-bit integer'),
  ...both('toUint32', 'uint32', uint32, 'an unsigned 32-bit integer'),
  ...both('toLong', 'long', int64, 'a signed 64-bit integer'),
  ...both('toInt64', 'int64', int64, 'a signed 64-bit integer'),
  toFloat('toFloat'),
  toFloat('float'),
  toDouble('toDouble'),
  toDouble('double'),
];
