import { constantValue } from '../../values/constant.ts';
import { float, longOf, type NumberValue, numberOf, numberType, toDouble } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';

/** A value, null if it is none that tables keep, and where the next one begins. */
export interface ImportedProperty {
  readonly value: Value;
  readonly end: number;
}

/**
 * Reads a value of one of the format's types (ColumnType of header.fbs). Dates become milliseconds since 1970; bytes are left out.
 * @throws RangeError where the bytes end
 */
export function importedProperty(bytes: Buffer, at: number, type: number): ImportedProperty {
  switch (type) {
    case 0:
      return { value: bytes.readInt8(at), end: at + 1 };
    case 1:
      return { value: bytes.readUInt8(at), end: at + 1 };
    case 2:
      return { value: bytes.readUInt8(at) !== 0, end: at + 1 };
    case 3:
      return { value: bytes.readInt16LE(at), end: at + 2 };
    case 4:
      return { value: bytes.readUInt16LE(at), end: at + 2 };
    case 5:
      return { value: bytes.readInt32LE(at), end: at + 4 };
    case 6:
      return { value: asLong(BigInt(bytes.readUInt32LE(at))), end: at + 4 };
    case 7:
      return { value: asLong(bytes.readBigInt64LE(at)), end: at + 8 };
    case 8:
      return { value: asLong(bytes.readBigUInt64LE(at)), end: at + 8 };
    case 9:
      return { value: finite(bytes.readFloatLE(at)), end: at + 4 };
    case 10:
      return { value: finite(bytes.readDoubleLE(at)), end: at + 8 };
    case 11:
    case 12:
    case 13: {
      const end = at + 4 + bytes.readUInt32LE(at);
      if (end > bytes.length) throw new RangeError('A text ends too early.');
      const text = bytes.toString('utf8', at + 4, end);
      return { value: type === 11 ? text : type === 12 ? parsed(text) : dateOf(text), end };
    }
    case 14:
      return { value: null, end: at + 4 + bytes.readUInt32LE(at) };
    default:
      throw new RangeError(`There is no type ${type}.`);
  }
}

function asLong(value: bigint): NumberValue {
  const long = longOf(value);
  return numberType(long) === 'Long' ? long : numberOf(toDouble(long), 'Long');
}

function finite(value: number): Value {
  return Number.isFinite(value) ? float(value) : null;
}

function parsed(text: string): Value {
  try {
    return constantValue(JSON.parse(text));
  } catch {
    return text;
  }
}

function dateOf(text: string): Value {
  const millis = Date.parse(text);
  return Number.isNaN(millis) ? text : numberOf(millis, 'Long');
}
