import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Position } from '../geometry.ts';
import { isValid, polygon } from '../overlay/jts.ts';
import { areSimpleRings } from './simple-rings.ts';

/** A ring through places such as '00 40 44 04': x and y, a digit each. */
function ring(text: string): Position[] {
  const places = text.split(' ').map(([x, y]): Position => [Number(x), Number(y)]);
  return [...places, places[0]];
}

const simple = (...rings: string[]) => areSimpleRings(rings.map(ring));

describe('rings that are plainly simple', () => {
  it.each([
    ['a square', ['00 40 44 04']],
    ['clockwise', ['00 04 44 40']],
    ['a place twice in turn, and one along an edge', ['00 20 20 40 44 04']],
    ['two squares that touch in a corner', ['00 20 22 42 44 24 22 02']],
    ['an edge inwards and back around a hole that touches', ['00 80 88 08 00 26 66 62']],
    ['a hole', ['00 80 88 08', '22 42 44 24']],
    ['holes that touch each other and the shell in corners', ['00 80 88 08', '22 42 44 24', '44 64 66 46', '00 12 21']],
  ])('%s', (_, rings) => {
    expect(simple(...rings)).toBe(true);
  });

  it.each([
    ['a bow tie', ['00 44 40 04']],
    ['a bow tie that crosses in a vertex', ['00 22 44 40 22 04']],
    ['a corner on an edge', ['00 80 88 40 08']],
    ['a spike', ['00 40 44 48 44 04']],
    ['an edge twice', ['00 40 44 20 40 04']],
    ['two places', ['00 40']],
    ['a loop within, the same way around', ['00 80 88 08 00 62 66 26']],
    ['a hole outside', ['00 20 22 02', '44 64 66 46']],
    ['a hole across the shell', ['00 40 44 04', '22 62 66 26']],
    ['a hole in a hole', ['00 90 99 09', '11 81 88 18', '33 53 55 35']],
    ['a hole that is the shell', ['00 40 44 04', '00 40 44 04']],
  ])('not: %s', (_, rings) => {
    expect(simple(...rings)).toBe(false);
  });

  it('is left open where very many edges end in one vertex', () => {
    const petals = Array.from({ length: 3_000 }, (_, i): Position[] => {
      const at = (part: number): Position => [Math.cos((i + part) / 1_000), Math.sin((i + part) / 1_000)];
      return [[0, 0], at(0), at(0.5)];
    });
    const flower = (count: number) => [[...petals.slice(0, count).flat(), [0, 0] as Position]];
    expect(areSimpleRings(flower(3))).toBe(true);
    expect(areSimpleRings(flower(3_000))).toBe(false);
  });

  it('are valid in the eyes of JTS where nothing touches, and the other way around', () => {
    const coordinate = fc.double({ min: -10, max: 10, noNaN: true });
    const places = fc.array(fc.tuple(coordinate, coordinate), { minLength: 3, maxLength: 7 });
    let found = 0;
    fc.assert(
      fc.property(places, places, (shell, hole) => {
        const rings = [
          [...shell, shell[0]],
          [...hole.map(([x, y]): Position => [x / 10, y / 10]), [hole[0][0] / 10, hole[0][1] / 10] as Position],
        ];
        for (const some of [rings.slice(0, 1), rings]) {
          const plain = areSimpleRings(some);
          if (plain) found++;
          expect(plain && !isValid(polygon(some[0], some.slice(1)))).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
    expect(found).toBeGreaterThan(50);
  });
});
