import type { Json } from '../values/value.ts';

/**
 * An example that is run as a test and shown in the reference: arguments, and the result as `value:compute` sends it. An argument that is
 * not plain JSON, such as an array or a date, is written as a call: `{ $call: 'Array', args: { values: [1] } }`, also within lists and
 * dictionaries.
 */
export interface Example {
  readonly args: { readonly [name: string]: Json };
  readonly result: Json;
}

/** A call as an argument of an example. */
export function $call(name: string, args: { readonly [name: string]: Json }): Json {
  return { $call: name, args: { ...args } };
}

/** The expression node that calls an algorithm with an example's arguments. */
export function exampleNode(name: string, args: Example['args']): Json {
  const nodes = Object.entries(args).map(([key, value]): [string, Json] => [key, argumentNode(value)]);
  return { functionInvocationValue: { functionName: name, arguments: Object.fromEntries(nodes) } };
}

function argumentNode(value: Json): Json {
  if (typeof value !== 'object' || value === null) return { constantValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map(argumentNode) } };
  if (typeof value['$call'] === 'string') return exampleNode(value['$call'], (value['args'] ?? {}) as Example['args']);
  const values = Object.entries(value).map(([key, item]): [string, Json] => [key, argumentNode(item)]);
  return { dictionaryValue: { values: Object.fromEntries(values) } };
}
