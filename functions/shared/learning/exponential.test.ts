import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decays, exponential } from './exponential.ts';

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

  it('that decay are put in the place of values', () => {
    const distances = fc.array(fc.double({ min: 0, max: 1480, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(distances, (numbers) => {
        const values = Float64Array.from([...numbers, 7]);
        decays(values, numbers.length, 0.5);
        numbers.forEach((number, i) => {
          const exact = Math.exp(-number / 2);
          expect(Math.abs(values[i] - exact)).toBeLessThanOrEqual(2e-13 * exact + Number.MIN_VALUE);
        });
        expect(values.at(-1)).toBe(7);
      }),
    );
    const far = Float64Array.of(0, 1e9, Infinity);
    decays(far, 3, 3);
    expect([...far]).toEqual([1, 0, 0]);
  });
});
