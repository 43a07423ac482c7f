import { ArgumentError, namedError, wrong } from '../errors.ts';
import { bandList, Image } from '../raster/image.ts';
import type { MaybePromise, Value } from '../values/value.ts';
import { isDictionary, isList, typeNameOf } from '../values/value.ts';
import type { Context } from './context.ts';
import type { Example } from './example.ts';
import type { FindOrigin } from './origin.ts';
import type { Parameter } from './parameter.ts';

/** Parameters by name, in the order in which clients pass them. */
export type Parameters = { readonly [name: string]: Parameter<unknown> };

/** The arguments that an algorithm's function gets: each of its parameter's type. */
export type Arguments<P extends Parameters> = { [K in keyof P]: P[K] extends Parameter<infer T> ? T : never };

/** Declares that an algorithm returns one of its arguments, so that the others need not be evaluated. */
export interface Branch {
  /** The argument that decides. */
  readonly test: string;
  /** The argument that is the result. */
  readonly choose: (test: Value) => string;
}

/**
 * Declares that an algorithm's result does not follow from its arguments alone: either it is an asset, whose id is the named argument and
 * whose version tells whether it has changed, or it may change without notice ('changing').
 */
export type Source = { readonly asset: string } | 'changing';

/** The declaration of an algorithm; types, checks, listing and error messages follow from it. */
export interface Declaration<P extends Parameters> {
  readonly name: string;
  readonly description: string;
  /** The return type as the official list has it. */
  readonly returns: string;
  readonly parameters: P;
  readonly examples?: readonly Example[];
  readonly hidden?: boolean;
  readonly deprecated?: string;
  readonly branch?: Branch;
  readonly source?: Source;
  /** Whether it uses `origin`, in order to keep what it computes for later requests. */
  readonly keeps?: boolean;
  readonly run: (args: Arguments<P>, context: Context, origin: FindOrigin) => MaybePromise<Value>;
}

/** A declared algorithm, with its types erased, as the registry keeps it. */
export interface Algorithm {
  readonly name: string;
  readonly description: string;
  readonly returns: string;
  readonly parameters: readonly (readonly [string, Parameter<unknown>])[];
  readonly examples: readonly Example[];
  readonly hidden: boolean;
  readonly deprecated: string | undefined;
  readonly branch: Branch | undefined;
  readonly source: Source | undefined;
  readonly keeps: boolean;
  /** Checks and converts the arguments, and runs it. Errors carry the algorithm's name. */
  invoke(args: ReadonlyMap<string, Value>, context: Context, origin?: FindOrigin): MaybePromise<Value>;
}

/** Declares an algorithm. */
export function algorithm<const P extends Parameters>(declaration: Declaration<P>): Algorithm {
  const { name, parameters, run } = declaration;
  const entries = Object.entries(parameters);
  const rethrow = (error: unknown): never => {
    throw namedError(name, error);
  };
  return {
    name,
    description: declaration.description,
    returns: declaration.returns,
    parameters: entries,
    examples: declaration.examples ?? [],
    hidden: declaration.hidden ?? false,
    deprecated: declaration.deprecated,
    branch: declaration.branch,
    source: declaration.source,
    keeps: declaration.keeps ?? false,
    invoke(given, context, origin = unknownOrigin) {
      try {
        const result = run(convert(entries, given) as Arguments<P>, context, origin);
        return result instanceof Promise ? result.catch(rethrow) : result;
      } catch (error) {
        return rethrow(error);
      }
    },
  };
}

/** The origin of calls that are not nodes of an expression: unknown. */
const unknownOrigin: FindOrigin = () => undefined;

function convert(
  parameters: readonly (readonly [string, Parameter<unknown>])[],
  given: ReadonlyMap<string, Value>,
): { [name: string]: unknown } {
  const args: { [name: string]: unknown } = {};
  let known = 0;
  for (const [argument, parameter] of parameters) {
    const value = given.get(argument);
    if (value !== undefined) known++;
    args[argument] = convertOne(argument, parameter, value ?? null);
  }
  if (known < given.size) {
    const extra = [...given.keys()].filter((key) => !parameters.some(([argument]) => argument === key));
    throw wrong(`Unrecognized arguments: ${extra.join(', ')}. Expected: ${parameters.map(([key]) => key).join(', ')}.`);
  }
  return args;
}

function convertOne(argument: string, parameter: Parameter<unknown>, value: Value): unknown {
  if (value === null) {
    if (parameter.optional) return parameter.absent;
    throw wrong(`Parameter '${argument}' is required.`);
  }
  const converted = coerce(argument, parameter, value);
  if (converted !== undefined) return converted;
  throw wrong(
    `Invalid type.\nExpected type: ${parameter.type.name}.\nActual type: ${shownType(value)}.\nActual value: ${shown(value)}`,
    argument,
  );
}

function coerce(argument: string, { type }: Parameter<unknown>, value: Value): unknown {
  try {
    return type.coerce(value);
  } catch (error) {
    if (error instanceof ArgumentError) throw wrong(error.reason, error.argument ?? argument);
    throw error;
  }
}

/** A value's type as messages show it: lists and dictionaries of anything, images with their bands. */
function shownType(value: Value): string {
  if (isList(value) || isDictionary(value)) return `${typeNameOf(value)}<Object>`;
  return value instanceof Image ? `Image<${bandList(value)}>` : typeNameOf(value);
}

/** A value as messages show it: scalars as they are, others by their type, never long. */
function shown(value: Value): string {
  const text = typeof value === 'object' && value !== null ? `<${typeNameOf(value)}>` : String(value);
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}
