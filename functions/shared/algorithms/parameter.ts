import type { Json, Value } from '../values/value.ts';

/**
 * A type as a parameter has it: its name in the official list, and how an argument becomes a value of it.
 * `coerce` returns undefined if the value cannot be one (the caller words the error), or throws an `ArgumentError` that says more.
 */
export interface ParameterType<T> {
  readonly name: string;
  coerce(value: Value): T | undefined;
}

/** One parameter of an algorithm. */
export interface Parameter<T> {
  readonly type: ParameterType<T>;
  readonly optional: boolean;
  /** The default as listed for clients; the algorithm gets the converted form. */
  readonly defaultValue?: Json;
  readonly description?: string;
  /** The value is used if the argument is missing or null. */
  readonly absent?: T;
}

/** A parameter that must be given and may not be null. */
export function required<T>(type: ParameterType<T>, description?: string): Parameter<T> {
  return { type, optional: false, ...(description === undefined ? {} : { description }) };
}

/** A parameter that may be left out; the algorithm then gets null. */
export function optional<T>(type: ParameterType<T>, description?: string): Parameter<T | null> {
  return {
    type: type as ParameterType<T | null>,
    optional: true,
    defaultValue: null,
    absent: null,
    ...(description === undefined ? {} : { description }),
  };
}

/**
 * A parameter with a default.
 * @param absent the default as the algorithm sees it
 * @param listed the default as the clients see it, where that is not the same
 */
export function defaulted<T>(type: ParameterType<T>, absent: T, listed?: Json): Parameter<T> {
  return { type, optional: true, absent, defaultValue: listed ?? (absent as Json) };
}

/** A type whose values are the instances of a class. */
export function instanceType<T>(name: string, kind: abstract new (...args: never[]) => T): ParameterType<T> {
  return { name, coerce: (value) => (value instanceof kind ? (value as T) : undefined) };
}
