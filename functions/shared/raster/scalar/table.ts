import { ARITHMETIC } from './arithmetic.ts';
import { CASTS } from './casts.ts';
import { LOGIC } from './logic.ts';
import type { ScalarOperation } from './operation.ts';

/** The one table of scalar operations, from which the Number, Array and Image families are made. */
export const SCALAR_OPERATIONS: readonly ScalarOperation[] = [...ARITHMETIC, ...LOGIC, ...CASTS];

const BY_NAME = new Map(SCALAR_OPERATIONS.map((operation) => [operation.name, operation]));

/** The operation of a name that is known to be in the table. */
export function scalar(name: string): ScalarOperation {
  const operation = BY_NAME.get(name);
  if (!operation) throw new Error(`no scalar operation '${name}'`);
  return operation;
}
