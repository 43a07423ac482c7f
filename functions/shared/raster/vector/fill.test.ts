import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCrs } from '../crs/crs.ts';
import { centresInside, coverage } from '../pixels/region.ts';
import { Coverage } from './coverage.ts';
import { HardFill, SoftFill } from './fill.ts';
import { chain, drawnRows, taken } from './sheets.testing.ts';
import { touchChain } from './touch.ts';

const crs = parseCrs('EPSG:3857');
const SIZE = 12;
const grid = { crs, transform: [1, 0, 0, 0, 1, 0], width: SIZE, height: SIZE } as const;

/** Triangles, whose edges cannot cross; some reach over the grid's borders. */
const triangle = fc.array(fc.double({ min: -6, max: 18, noNaN: true }), { minLength: 6, maxLength: 6 });

function filled(fill: HardFill | SoftFill, ...rings: number[][]): number[] {
  const sheet = new Coverage(SIZE, SIZE);
  for (const ring of rings) fill.add(chain(...ring));
  fill.into(sheet);
  return taken(sheet);
}

describe('areas with hard edges', () => {
  it('are the pixels whose centres are inside', () => {
    const fill = new HardFill(SIZE, SIZE);
    fc.assert(
      fc.property(triangle, (points) => {
        expect(filled(fill, points)).toEqual([...centresInside({ crs, rings: [Float64Array.from(points)] }, grid)]);
      }),
    );
  });

  it('are cut out where rings go around twice', () => {
    const rows = drawnRows(filled(new HardFill(SIZE, SIZE), [0, 0, 5, 0, 5, 5, 0, 5], [1, 1, 3, 1, 3, 3, 1, 3]), SIZE);
    expect(rows.slice(0, 6).map((row) => row.slice(0, 6))).toEqual([
      '#####.',
      '#..##.',
      '#..##.',
      '#####.',
      '#####.',
      '......',
    ]);
  });

  it('meet without a gap and without a pixel in both', () => {
    const fill = new HardFill(SIZE, SIZE);
    fc.assert(
      fc.property(triangle, fc.double({ min: 0.1, max: 0.9, noNaN: true }), ([ax, ay, bx, by, cx, cy], t) => {
        const [mx, my] = [ax + t * (bx - ax), ay + t * (by - ay)];
        const halves = [filled(fill, [ax, ay, mx, my, cx, cy]), filled(fill, [mx, my, bx, by, cx, cy])];
        const whole = filled(fill, [ax, ay, mx, my, bx, by, cx, cy]);
        expect(halves[0].map((part, i) => part + halves[1][i])).toEqual(whole);
      }),
    );
  });
});

describe('areas with soft edges', () => {
  it('cover each pixel by the part that is inside', () => {
    const fill = new SoftFill(SIZE, SIZE);
    fc.assert(
      fc.property(triangle, (points) => {
        const expected = coverage({ crs, rings: [Float64Array.from(points)] }, grid);
        filled(fill, points).forEach((part, i) => {
          expect(part).toBeCloseTo(expected[i], 4);
        });
      }),
    );
  });

  it('are without holes, whichever way these turn', () => {
    for (const hole of [
      [1, 1, 3, 1, 3, 3, 1, 3],
      [1, 1, 1, 3, 3, 3, 3, 1],
    ]) {
      const parts = filled(new SoftFill(SIZE, SIZE), [0, 0, 4, 0, 4, 4, 0, 4.5], hole);
      expect(parts.reduce((sum, part) => sum + part)).toBeCloseTo(16 + 1 - 4, 5);
    }
  });
});

describe('pixels that an area touches', () => {
  it('are all those of which it covers something', () => {
    const soft = new SoftFill(SIZE, SIZE);
    const hard = new HardFill(SIZE, SIZE);
    fc.assert(
      fc.property(triangle, (points) => {
        const sheet = new Coverage(SIZE, SIZE);
        hard.add(chain(...points));
        hard.into(sheet);
        touchChain(sheet, chain(...points), 'border');
        const touched = taken(sheet);
        filled(soft, points).forEach((part, i) => {
          if (part > 1e-4) expect(touched[i], `pixel ${i}`).toBe(1);
        });
      }),
    );
  });

  it('are not those that it only has a border with', () => {
    const sheet = new Coverage(4, 4);
    touchChain(sheet, chain(1, 1, 3, 1, 3, 3, 1, 3), 'border');
    expect(drawnRows(taken(sheet), 4)).toEqual(['....', '....', '....', '....']);
    touchChain(sheet, chain(1.2, 1, 2.8, 1, 2.8, 3, 1.2, 3), 'border');
    expect(drawnRows(taken(sheet), 4)).toEqual(['....', '.##.', '.##.', '....']);
  });

  it('are, of a line, those that it goes through, on one side of borders that it is on', () => {
    const sheet = new Coverage(5, 3);
    touchChain(sheet, chain(0.5, 1, 3.5, 1), 'line');
    expect(drawnRows(taken(sheet), 5)).toEqual(['.....', '####.', '.....']);
    touchChain(sheet, chain(0.5, 0.2, 4.5, 2.2), 'line');
    expect(drawnRows(taken(sheet), 5)).toEqual(['###..', '..###', '....#']);
  });
});
