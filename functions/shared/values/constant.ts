import { invalid } from '../errors.ts';
import type { Value } from './value.ts';

/** Constants nest less deep than this; expressions written by people nest a handful of levels. */
const MAX_DEPTH = 400;

/** A JSON constant as a value: objects become dictionaries. */
export function constantValue(json: unknown, depth = 0): Value {
  if (json === null || typeof json === 'boolean' || typeof json === 'number' || typeof json === 'string') return json;
  if (depth > MAX_DEPTH) throw invalid(`Invalid expression: a constant is nested deeper than ${MAX_DEPTH} levels.`);
  if (Array.isArray(json)) return json.map((item) => constantValue(item, depth + 1));
  if (typeof json === 'object') {
    return new Map(Object.entries(json as object).map(([key, value]) => [key, constantValue(value, depth + 1)]));
  }
  throw invalid('Invalid expression: a constant must be JSON.');
}

/** The value of a decimal string of any length. */
export function integerValue(text: unknown): Value {
  if (typeof text === 'number' && Number.isInteger(text)) return text;
  if (typeof text !== 'string' || !/^-?\d{1,19}$/.test(text)) {
    throw invalid(`Invalid expression: 'integerValue' must be a string of decimal digits of 64 bits.`);
  }
  const long = BigInt(text);
  if (BigInt.asIntN(64, long) !== long) throw invalid(`Invalid expression: integer ${text} does not fit in 64 bits.`);
  const double = Number(text);
  return Number.isSafeInteger(double) ? double : long;
}
