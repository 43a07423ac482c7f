import type { Json, MaybePromise, ObjectValue, Value } from '../values/value.ts';

/** A function as a value: a mapped function of the request, or a built-in passed by its name. */
export interface Callable extends ObjectValue {
  readonly typeName: 'Algorithm';
  /** Names of its parameters, in order. */
  readonly parameters: readonly string[];
  /** Calls it with positional arguments; surplus ones are left out, as the service does with mapped built-ins. */
  call(...args: readonly Value[]): MaybePromise<Value>;
}

export function isCallable(value: unknown): value is Callable {
  return typeof value === 'object' && value !== null && 'call' in value && 'parameters' in value;
}

/** The form of a function in a reply. */
export function encodeCallable(callable: Callable): Json {
  return { type: 'Algorithm', args: callable.parameters.map((name) => ({ name })) };
}
