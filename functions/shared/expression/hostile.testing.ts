import { expect } from 'vitest';
import type { Context } from '../algorithms/context.ts';
import { invalid, isServiceError } from '../errors.ts';
import type { Json } from '../values/value.ts';
import { evaluateLanguage, languageContext } from './language.testing.ts';

/** The limits of a request in these tests: lower than the service's, which `jobContext` sets. */
const MILLISECONDS = 15_000;
const ELEMENTS = 20_000_000;
/** The longest time for an answer, in milliseconds, on a machine that is busy with other work. */
const PATIENCE = 30_000;

export type Nodes = { [key: string]: Json };

function limited(milliseconds: number): Context {
  const end = performance.now() + milliseconds;
  let elements = 0;
  let claimed = 0;
  return {
    ...languageContext,
    pixels: {
      ...languageContext.pixels,
      claim(bytes) {
        claimed += bytes;
        if (claimed > 500_000_000) throw invalid('User memory limit exceeded.');
        return () => {
          claimed -= bytes;
        };
      },
    },
    spend(count) {
      elements += count;
      if (elements > ELEMENTS || performance.now() > end) throw invalid('Computation timed out.');
    },
  };
}

/**
 * Evaluates a graph.
 * @returns the value, or the message of an error that the caller would see; other errors are thrown
 */
export async function answer(node: Json, values: Nodes = {}, milliseconds = MILLISECONDS): Promise<unknown> {
  const start = performance.now();
  try {
    return await evaluateLanguage(node, values, limited(milliseconds));
  } catch (error) {
    if (isServiceError(error)) return error.message;
    // The worker answers these by "User memory limit exceeded."
    if (error instanceof RangeError) return 'User memory limit exceeded.';
    throw error;
  } finally {
    expect(performance.now() - start).toBeLessThan(PATIENCE);
  }
}

/** A node that is another one. */
export const reference = (key: string | number): Json => ({ valueReference: String(key) });
export const argument = (name: string): Json => ({ argumentReference: name });
export const list = (...values: Json[]): Json => ({ arrayValue: { values } });

/** Nodes '0', '1', …, each made from the one before. */
export function chain(length: number, first: Json, next: (before: Json) => Json): Nodes {
  const values: Nodes = { '0': first };
  for (let i = 1; i <= length; i++) values[i] = next(reference(i - 1));
  return values;
}

/** A function of one argument whose body is a node. */
export function mapped(body: string): Json {
  return { functionDefinitionValue: { argumentNames: ['x'], body } };
}
