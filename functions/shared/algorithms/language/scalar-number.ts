import { INTEGER_TYPES, PixelType } from '../../raster/pixel-type.ts';
import { CASTS } from '../../raster/scalar/casts.ts';
import { EXACT_INTEGER_OPERATIONS } from '../../raster/scalar/exact.ts';
import type { ScalarOperation } from '../../raster/scalar/operation.ts';
import {
  float,
  isIntegerValue,
  longOf,
  type NumberType,
  type NumberValue,
  numberOf,
  numberType,
  toBigInt,
  toDouble,
} from '../../values/number.ts';

/** The type of an operation's result: a fixed number type, or the smallest integer type that holds it. */
type ResultKind = NumberType | 'any integer';

const CAST_NAMES = new Set(CASTS.map((cast) => cast.name));

/** Numbers are doubles: scripts cast times in milliseconds to floats and rely on their last digits. Pixels and arrays have 32 bits. */
const FLOAT_CASTS = new Set(['toFloat', 'float']);

/** Example ranges of operands, from which the rule for types decides whether a result is an integer. */
const DOUBLE = new PixelType('double', -10, 10);
const INTEGER = new PixelType('int', -10, 10);
const NOT_NEGATIVE = new PixelType('int', 0, 10);

/** The kind of result by operation, for each kind of left and right operand. */
const kinds = new Map<ScalarOperation, ResultKind[]>();

function kindOf(operation: ScalarOperation, a: NumberValue, b: NumberValue): ResultKind {
  const left = isIntegerValue(a) ? 0 : 1;
  const right = isIntegerValue(b) ? (toDouble(b) >= 0 ? 0 : 1) : 2;
  const known = kinds.get(operation) ?? kindsOf(operation);
  return known[left * 3 + right];
}

function kindsOf(operation: ScalarOperation): ResultKind[] {
  const all = [INTEGER, DOUBLE].flatMap((a) => [NOT_NEGATIVE, INTEGER, DOUBLE].map((b) => resultKind(operation, a, b)));
  kinds.set(operation, all);
  return all;
}

function resultKind(operation: ScalarOperation, a: PixelType, b: PixelType): ResultKind {
  const { precision, min, max } = operation.type(a, b);
  if (precision !== 'int') return 'Float';
  // The service keeps numbers that are cast to small integers as longs.
  if (CAST_NAMES.has(operation.name)) return max === INTEGER_TYPES.int32.max ? 'Integer' : 'Long';
  return min === 0 && max === 1 ? 'Integer' : 'any integer';
}

/** Applies a scalar operation to number values, with the type that the result has in the language. */
export function applyScalar(operation: ScalarOperation, a: NumberValue, b: NumberValue = a): NumberValue {
  if (FLOAT_CASTS.has(operation.name)) return float(toDouble(a));
  const value = operation.evaluate(toDouble(a), toDouble(b));
  const kind = kindOf(operation, a, b);
  if (kind === 'Float') return float(value);
  if (!Number.isSafeInteger(value) || typeof a === 'bigint' || typeof b === 'bigint') {
    return beyondDoubles(operation, value, a, b);
  }
  if (kind !== 'any integer') return numberOf(value, kind);
  const long = numberType(a) === 'Long' || numberType(b) === 'Long';
  return long ? numberOf(value, 'Long') : value;
}

/** The result where an operand or the result needs more than a double's 53 bits. */
function beyondDoubles(operation: ScalarOperation, value: number, a: NumberValue, b: NumberValue): NumberValue {
  const exact = EXACT_INTEGER_OPERATIONS.get(operation.name);
  if (exact && isIntegerValue(a) && isIntegerValue(b)) return longOf(exact(toBigInt(a), toBigInt(b)));
  return Math.abs(value) <= 2 ** 63 ? numberOf(value, 'Long') : float(value);
}
