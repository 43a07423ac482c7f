import { INTEGER_TYPES, PixelType, type Precision } from '../../raster/pixel-type.ts';
import type { ScalarOperation } from '../../raster/scalar/operation.ts';
import { SCALAR_OPERATIONS } from '../../raster/scalar/table.ts';
import { isFloatType, type NumberType, type NumberValue, numberOf, numberType, toDouble } from '../../values/number.ts';
import { type Algorithm, algorithm } from '../declare.ts';
import { required } from '../parameter.ts';
import * as t from '../types.ts';

const CAST_TYPES: { readonly [name: string]: NumberType } = {
  toByte: 'Byte',
  byte: 'Byte',
  toUint8: 'Byte',
  uint8: 'Byte',
  toShort: 'Short',
  short: 'Short',
  toInt16: 'Short',
  int16: 'Short',
  toLong: 'Long',
  long: 'Long',
  toInt64: 'Long',
  int64: 'Long',
  toFloat: 'Float',
  float: 'Float',
  toDouble: 'Double',
  double: 'Double',
};

/** The pixel type that stands for a number's type when a rule is asked for the result's. */
function typeOf(value: NumberValue): PixelType {
  const type = numberType(value);
  const double = toDouble(value);
  const precision: Precision = !isFloatType(type) ? 'int' : 'double';
  return new PixelType(precision, double, double);
}

/** A result's type: what a cast says, else integer if the operands and the rule are, else float. */
function resultType(operation: ScalarOperation, value: number, operands: readonly NumberValue[]): NumberType {
  const cast = CAST_TYPES[operation.name];
  if (cast) return cast;
  const [a, b] = operands.map(typeOf);
  const { precision } = operation.type(a, b ?? a);
  if (precision !== 'int') return 'Float';
  const { min, max } = INTEGER_TYPES.int32;
  const long = value < min || value > max || operands.some((operand) => numberType(operand) === 'Long');
  return long ? 'Long' : 'Integer';
}

/** Applies a scalar operation to number values, with the type that the result has in the language. */
export function applyScalar(operation: ScalarOperation, ...operands: NumberValue[]): NumberValue {
  const [a, b] = operands.map(toDouble);
  const value = operation.evaluate(a, b ?? a);
  return numberOf(value, resultType(operation, value, operands));
}

function declare(operation: ScalarOperation, name: string, hidden: boolean): Algorithm {
  const common = { name: `Number.${name}`, description: operation.description, returns: 'Number', hidden };
  if (operation.arity === 1) {
    return algorithm({
      ...common,
      parameters: { input: required(t.number) },
      run: ({ input }) => applyScalar(operation, input),
    });
  }
  return algorithm({
    ...common,
    parameters: { left: required(t.number), right: required(t.number) },
    run: ({ left, right }) => applyScalar(operation, left, right),
  });
}

/** The Number family of the scalar operations, older names included. */
export const NUMBER = SCALAR_OPERATIONS.flatMap((operation) => [
  declare(operation, operation.name, false),
  ...operation.aliases.map((alias) => declare(operation, alias, true)),
]);
