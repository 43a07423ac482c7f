import type { ScalarOperation } from '../../raster/scalar/operation.ts';
import { SCALAR_OPERATIONS } from '../../raster/scalar/table.ts';
import type { NumberValue } from '../../values/number.ts';
import { type Algorithm, algorithm } from '../declare.ts';
import type { Example } from '../example.ts';
import { required } from '../parameter.ts';
import { SCALAR_EXAMPLES } from './scalar-examples.ts';
import { applyScalar } from './scalar-number.ts';
import * as t from './types.ts';

function examples(operation: ScalarOperation, keys: readonly string[]): Example[] {
  return SCALAR_EXAMPLES[operation.name].map(([operands, result]) => ({
    args: Object.fromEntries(operands.map((operand, i) => [keys[i], operand])),
    result,
  }));
}

function declare(operation: ScalarOperation, name: string, hidden: boolean): Algorithm {
  const common = { name: `Number.${name}`, description: operation.description, returns: 'Number', hidden };
  if (operation.arity === 1) {
    return algorithm({
      ...common,
      parameters: { input: required(t.number) },
      examples: examples(operation, ['input']),
      run: ({ input }): NumberValue => applyScalar(operation, input),
    });
  }
  return algorithm({
    ...common,
    parameters: { left: required(t.number), right: required(t.number) },
    examples: examples(operation, ['left', 'right']),
    run: ({ left, right }): NumberValue => applyScalar(operation, left, right),
  });
}

/** The Number family of the scalar operations, older names included. */
export const NUMBER = SCALAR_OPERATIONS.flatMap((operation) => [
  declare(operation, operation.name, false),
  ...operation.aliases.map((alias) => declare(operation, alias, true)),
]);
