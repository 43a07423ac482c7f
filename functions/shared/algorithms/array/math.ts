import { wrong } from '../../errors.ts';
import type { ScalarOperation } from '../../raster/scalar/operation.ts';
import { SCALAR_OPERATIONS } from '../../raster/scalar/table.ts';
import { type Algorithm, algorithm } from '../declare.ts';
import { $call, type Example } from '../example.ts';
import { SCALAR_EXAMPLES } from '../language/scalar-examples.ts';
import { required } from '../parameter.ts';
import { arrayType } from './array-type.ts';
import { ArrayValue, sameShape, shapeText } from './array-value.ts';

/** Applies an operation to each number. */
export function mapArray(operation: ScalarOperation, array: ArrayValue): ArrayValue {
  const { evaluate } = operation;
  return new ArrayValue(
    array.shape,
    array.values.map((value) => evaluate(value, value)),
    operation.type(array.type, array.type),
  );
}

/** Applies an operation to the numbers at the same places; an array without dimensions goes with every number. */
export function combineArrays(operation: ScalarOperation, left: ArrayValue, right: ArrayValue): ArrayValue {
  const { evaluate } = operation;
  const type = operation.type(left.type, right.type);
  const [a, b] = [left.values, right.values];
  if (sameShape(left.shape, right.shape))
    return new ArrayValue(
      left.shape,
      a.map((x, i) => evaluate(x, b[i])),
      type,
    );
  if (right.shape.length === 0)
    return new ArrayValue(
      left.shape,
      a.map((x) => evaluate(x, b[0])),
      type,
    );
  if (left.shape.length === 0)
    return new ArrayValue(
      right.shape,
      b.map((y) => evaluate(a[0], y)),
      type,
    );
  throw wrong(
    `The arrays must have the same lengths, or one of them no dimensions. Got ${shapeText(left.shape)} and ${shapeText(right.shape)}.`,
  );
}

function examples(operation: ScalarOperation, keys: readonly string[]): Example[] {
  return SCALAR_EXAMPLES[operation.name].map(([operands, result]) => ({
    args: Object.fromEntries(operands.map((operand, i) => [keys[i], $call('Array', { values: [operand] })])),
    result: [result],
  }));
}

function declare(operation: ScalarOperation, alias: string, hidden: boolean): Algorithm {
  const common = { name: `Array.${alias}`, returns: 'Array', hidden };
  if (operation.arity === 1) {
    return algorithm({
      ...common,
      description: `${operation.description} For each number.`,
      parameters: { input: required(arrayType) },
      examples: examples(operation, ['input']),
      run: ({ input }) => mapArray(operation, input),
    });
  }
  return algorithm({
    ...common,
    description: `${operation.description} For each pair of numbers at the same position.`,
    parameters: { left: required(arrayType), right: required(arrayType) },
    examples: examples(operation, ['left', 'right']),
    run: ({ left, right }) => combineArrays(operation, left, right),
  });
}

/** The Array family of the scalar operations, older names included. */
export const ARRAY_MATH = SCALAR_OPERATIONS.flatMap((operation) => [
  declare(operation, operation.name, false),
  ...operation.aliases.map((alias) => declare(operation, alias, true)),
]);
