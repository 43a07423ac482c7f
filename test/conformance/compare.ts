import type { Json } from '../../functions/shared/values/value.ts';
import type { Tolerance } from './cases.ts';

/** Whether a result agrees with the expected value; with `fields`, of a dictionary only the expected keys count. */
export function agrees(actual: Json | undefined, expected: Json, tolerance: Tolerance, fields = false): boolean {
  if (expected === null) return actual === null;
  if (typeof expected === 'boolean') return actual === expected || actual === Number(expected);
  if (typeof expected === 'number') return numbersAgree(actual, expected, tolerance);
  if (typeof expected === 'string') return actual === expected;
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return false;
    return expected.every((item, i) => agrees(actual[i], item, tolerance));
  }
  if ('$number' in expected) return actual === expected['$number'];
  if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return false;
  if (!fields && Object.keys(actual).some((key) => !(key in expected))) return false;
  return Object.entries(expected).every(([key, value]) =>
    key in actual ? agrees(actual[key], value, tolerance) : value === null,
  );
}

function numbersAgree(actual: Json | undefined, expected: number, { abs, rel }: Tolerance): boolean {
  const value = typeof actual === 'boolean' ? Number(actual) : actual;
  return typeof value === 'number' && Math.abs(value - expected) <= Math.max(abs, rel * Math.abs(expected));
}
