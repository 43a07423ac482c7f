import { invalid, isServiceError } from '../errors.ts';
import type { MaybePromise, Value } from '../values/value.ts';
import { typeNameOf } from '../values/value.ts';
import type { Context } from './context.ts';
import type { Example } from './example.ts';
import type { FindOrigin } from './origin.ts';
import type { Parameter } from './parameter.ts';

/** Parameters by name, in the order in which clients pass them. */
export type Parameters = { readonly [name: string]: Parameter<unknown> };

/** The arguments that an algorithm's function gets: each of its parameter's type. */
export type Arguments<P extends Parameters> = { [K in keyof P]: P[K] extends Parameter<infer T> ? T : never };

/** Says of an algorithm that its result is one of its arguments: the others need not be evaluated. */
export interface Branch {
  /** The argument that decides. */
  readonly test: string;
  /** The argument that is the result. */
  readonly choose: (test: Value) => string;
}

/**
 * Says of an algorithm that its result does not follow from its arguments alone: it is an asset, whose id is an argument and whose version
 * tells whether it has changed, or something that may change without a sign.
 */
export type Source = { readonly asset: string } | 'changing';

/** What is declared of an algorithm; everything else follows from it. */
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
  /** Whether it asks where it comes from, in order to keep what it computes. */
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
        const args = convert(name, entries, given) as Arguments<P>;
        const result = run(args, context, origin);
        return result instanceof Promise ? result.catch((error: unknown) => rethrow(name, error)) : result;
      } catch (error) {
        return rethrow(name, error);
      }
    },
  };
}

/** Of calls that are not nodes of an expression. */
const unknownOrigin: FindOrigin = () => undefined;

/** Messages begin with the algorithm's name, once. */
function rethrow(name: string, error: unknown): never {
  if (isServiceError(error) && error.status === 'INVALID_ARGUMENT' && error.message.startsWith(': ')) {
    throw invalid(name + error.message);
  }
  throw error;
}

/** An error that `invoke` words as "NAME: message". */
export function wrong(message: string): Error {
  return invalid(`: ${message}`);
}

function convert(
  name: string,
  parameters: readonly (readonly [string, Parameter<unknown>])[],
  given: ReadonlyMap<string, Value>,
): { [name: string]: unknown } {
  const args: { [name: string]: unknown } = {};
  let known = 0;
  for (const [argument, parameter] of parameters) {
    const value = given.get(argument);
    if (value !== undefined) known++;
    args[argument] = convertOne(name, argument, parameter, value ?? null);
  }
  if (known < given.size) {
    const extra = [...given.keys()].filter((key) => !parameters.some(([argument]) => argument === key));
    throw invalid(
      `${name}: Unrecognized arguments: ${extra.join(', ')}. Expected: ${parameters.map(([key]) => key).join(', ')}.`,
    );
  }
  return args;
}

function convertOne(name: string, argument: string, parameter: Parameter<unknown>, value: Value): unknown {
  if (value === null) {
    if (parameter.optional) return parameter.absent;
    throw invalid(`${name}: Parameter '${argument}' is required.`);
  }
  const converted = parameter.type.coerce(value, { algorithm: name, argument });
  if (converted !== undefined) return converted;
  throw invalid(
    `${name}, argument '${argument}': Invalid type.\nExpected type: ${parameter.type.name}.\n` +
      `Actual type: ${typeNameOf(value)}.\nActual value: ${shown(value)}`,
  );
}

/** A value as messages show it: scalars as they are, others by their type, never long. */
function shown(value: Value): string {
  const text = typeof value === 'object' && value !== null ? `<${typeNameOf(value)}>` : String(value);
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}
