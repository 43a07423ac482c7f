import ee from '@google/earthengine';
import type { Expression } from '../../../scripting/messages.ts';

// The client looks itself up in its window, for the classes that it makes at run time.
Object.assign(self, { ee });

/** The official client. Its functions are made when it has read the list of algorithms. */
export { ee };

/** Whether something is computed by the server: an image, a number, a list … */
export function isComputed(value: unknown): boolean {
  return value instanceof ee.ComputedObject;
}

/** The graph of an object. */
export function expressionOf(value: unknown): Expression {
  return ee.Serializer.encodeCloudApi(value) as Expression;
}

/**
 * The arguments of a function that may be called with one dictionary of named ones, as the client's functions may.
 * @param names of the parameters, in order
 */
export function named(names: readonly string[], given: readonly unknown[]): Record<string, unknown> {
  const [first] = given;
  const isDictionary =
    given.length === 1 &&
    typeof first === 'object' &&
    first !== null &&
    Object.getPrototypeOf(first) === Object.prototype;
  if (isDictionary && Object.keys(first).every((key) => names.includes(key))) return first as Record<string, unknown>;
  return Object.fromEntries(names.map((name, i) => [name, given[i]]));
}
