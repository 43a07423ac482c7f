import type { PixelType } from '../pixel-type.ts';
import { mathFunctions } from './functions.ts';

/**
 * An operation on single numbers. `Number.add`, `Array.add` and `Image.add` are all made from one of these.
 * The operation is written once, as the JavaScript expression that the pixel kernels inline; `evaluate` is compiled
 * from it.
 */
export interface ScalarOperation {
  readonly name: string;
  readonly arity: 1 | 2;
  /** One line of documentation, without the family's own words. */
  readonly description: string;
  /** The expression over its operands (each a variable's name); `fn` holds the functions of `functions.ts`. */
  readonly source: (a: string, b: string) => string;
  /** The type, with the range, of the result. */
  readonly type: (a: PixelType, b: PixelType) => PixelType;
  readonly evaluate: (a: number, b: number) => number;
  /** An older name that the service keeps, not to be listed. */
  readonly aliases: readonly string[];
}

export interface OperationOptions {
  readonly aliases?: readonly string[];
}

function define(
  name: string,
  arity: 1 | 2,
  description: string,
  source: (a: string, b: string) => string,
  type: (a: PixelType, b: PixelType) => PixelType,
  aliases: readonly string[] = [],
): ScalarOperation {
  const evaluate = new Function('fn', `return (a, b) => ${source('a', 'b')};`)(
    mathFunctions,
  ) as ScalarOperation['evaluate'];
  return { name, arity, description, source, type, evaluate, aliases };
}

/** Declares an operation on one number. */
export function unary(
  name: string,
  description: string,
  source: (a: string) => string,
  type: (a: PixelType) => PixelType,
  options: OperationOptions = {},
): ScalarOperation {
  return define(name, 1, description, source, type, options.aliases);
}

/** Declares an operation on two numbers. */
export function binary(
  name: string,
  description: string,
  source: (a: string, b: string) => string,
  type: (a: PixelType, b: PixelType) => PixelType,
  options: OperationOptions = {},
): ScalarOperation {
  return define(name, 2, description, source, type, options.aliases);
}
