import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentials } from './exponential.ts';

function exponential(value: number, factor: number): number {
  const values = Float64Array.of(value, 7);
  exponentials(values, 1, factor);
  expect(values[1]).toBe(7);
  return values[0];
}

describe('exponentials', () => {
  it('agree with the exact ones', () => {
    const value = fc.double({ min: 0, max: 1400, noNaN: true });
    fc.assert(
      fc.property(value, fc.constantFrom(0.5, 1, 1e-3), (number, factor) => {
        const exact = Math.exp(-factor * number);
        // Arguments of hundreds have lost some digits of their fraction.
        expect(Math.abs(exponential(number, factor) - exact)).toBeLessThanOrEqual(2e-13 * exact + Number.MIN_VALUE);
      }),
    );
  });

  it('are 1 at 0, and 0 far away', () => {
    expect(exponential(0, 3)).toBe(1);
    expect(exponential(1e9, 3)).toBe(0);
    expect(exponential(Infinity, 3)).toBe(0);
  });
});
