import { wrong } from '../../errors.ts';

/** Most trees of a model. */
export const MAX_TREES = 10_000;

/** An argument that may not be smaller than a number. */
export function atLeast(name: string, value: number, smallest: number): number {
  if (!(value >= smallest)) throw wrong(`'${name}' must be at least ${smallest}. Got ${value}.`);
  return value;
}

/** An argument that is one of some texts, whatever the case it is written in. */
export function oneOf<T extends string>(name: string, value: string, known: readonly T[]): T {
  const found = known.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
  if (found === undefined) throw wrong(`Unknown ${name} '${value}'; known are ${known.join(', ')}.`);
  return found;
}

/** An argument above 0 and at most 1. */
export function share(name: string, value: number): number {
  if (!(value > 0 && value <= 1)) throw wrong(`'${name}' must be above 0 and at most 1. Got ${value}.`);
  return value;
}
