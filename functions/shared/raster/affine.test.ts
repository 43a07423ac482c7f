import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Affine, apply, IDENTITY, invert, multiply, scale, translate } from './affine.ts';

const ROTATED: Affine = [2, 1, 100, -0.5, -3, 50];

describe('affine transforms', () => {
  it('inverts to the identity', () => {
    multiply(ROTATED, invert(ROTATED)).forEach((value, i) => {
      expect(value).toBeCloseTo(IDENTITY[i]!, 12);
    });
  });

  it('goes there and back for any point', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        fc.double({ min: -1e6, max: 1e6, noNaN: true }),
        (c, r) => {
          const [column, row] = apply(invert(ROTATED), ...apply(ROTATED, c, r));
          expect(column).toBeCloseTo(c, 6);
          expect(row).toBeCloseTo(r, 6);
        },
      ),
    );
  });

  it('applies the inner transform first', () => {
    expect(apply(multiply([10, 0, 1, 0, 10, 2], [1, 0, 5, 0, 1, 7]), 0, 0)).toEqual([51, 72]);
  });

  it('moves and scales a grid about its corner', () => {
    expect(apply(translate(ROTATED, 4, 6), 0, 0)).toEqual(apply(ROTATED, 4, 6));
    expect(apply(scale(ROTATED, 2, 4), 1, 1)).toEqual(apply(ROTATED, 2, 4));
  });

  it('refuses a flat transform', () => {
    expect(() => invert([1, 2, 0, 2, 4, 0])).toThrow('cannot be inverted');
  });
});
