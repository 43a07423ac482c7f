import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponential, exponentials } from './exponential.ts';

describe('exponentials', () => {
  it('agree with the exact ones', () => {
    fc.assert(
      fc.property(fc.double({ min: -740, max: 709, noNaN: true }), (power) => {
        const exact = Math.exp(power);
        // Of exponents of hundreds, less of the fraction is left.
        expect(Math.abs(exponential(power) - exact)).toBeLessThanOrEqual(2e-13 * exact + Number.MIN_VALUE);
      }),
    );
    for (const power of [-1, -0.001, 0.3, 5]) expect(exponential(power) / Math.exp(power)).toBeCloseTo(1, 12);
  });

  it('are 1 at 0, and 0 or infinite far away', () => {
    expect([0, -1e9, -Infinity, 1e9].map(exponential)).toEqual([1, 0, 0, Infinity]);
  });

  it('of values are put in their place', () => {
    const values = Float64Array.of(0, -2, 7);
    exponentials(values, 2, 0.5);
    expect(values[0]).toBe(1);
    expect(values[1]).toBeCloseTo(Math.exp(-1), 14);
    expect(values[2]).toBe(7);
  });
});
