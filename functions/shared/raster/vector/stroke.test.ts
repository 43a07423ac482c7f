import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Coverage } from './coverage.ts';
import { drawStyledLine, type LineType } from './dashes.ts';
import { chain, drawnRows, shifted, taken } from './sheets.testing.ts';
import { drawCircle, drawLine, type Edge } from './stroke.ts';

const draw = (points: number[], half: number, edge: Edge, width = 8, height = 5, closed = false) => {
  const sheet = new Coverage(width, height);
  drawLine(sheet, chain(...points), closed, half, edge);
  return taken(sheet);
};

describe('lines with hard edges', () => {
  it('one pixel wide are in one row, even on the border of two', () => {
    expect(drawnRows(draw([-2, 2, 12, 2], 0.5, 'hard'), 8)).toEqual([
      '........',
      '........',
      '########',
      '........',
      '........',
    ]);
    expect(drawnRows(draw([-2, 2.5, 12, 2.5], 0.5, 'hard'), 8)[2]).toBe('########');
  });

  it('have a pixel in each row or column that they go through', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 6.28, noNaN: true }), (angle) => {
        const [dx, dy] = [40 * Math.cos(angle), 40 * Math.sin(angle)];
        const rows = drawnRows(draw([4 - dx, 4 - dy, 4 + dx, 4 + dy], 0.5, 'hard', 8, 8), 8);
        const columns = rows.map((_, i) => rows.map((row) => row[i]).join(''));
        expect((Math.abs(dy) > Math.abs(dx) ? rows : columns).every((line) => line.includes('#'))).toBe(true);
      }),
    );
  });

  it('of one place are discs', () => {
    expect(drawnRows(draw([2.5, 2.5], 1.5, 'hard', 5, 5), 5)).toEqual(['.....', '.###.', '.###.', '.###.', '.....']);
  });

  it('without a width are nothing', () => {
    expect(draw([0, 0, 8, 5], 0, 'hard').every((part) => part === 0)).toBe(true);
  });
});

describe('lines with soft edges', () => {
  it('cover pixels by how much of them is within the width', () => {
    const parts = draw([-5, 2.25, 20, 2.25], 1, 'soft');
    expect([0, 1, 2, 3, 4].map((row) => Number(parts[row * 8 + 4].toFixed(6)))).toEqual([0, 0.75, 1, 0.25, 0]);
  });

  it('have about the area of their length and width, and round ends', () => {
    const parts = draw([10.3, 10.7, 42.1, 31.4], 2.5, 'soft', 60, 50);
    const length = Math.hypot(42.1 - 10.3, 31.4 - 10.7);
    expect(parts.reduce((sum, part) => sum + part)).toBeCloseTo(5 * length + Math.PI * 2.5 ** 2, -1);
  });

  it('do not get darker where they cross themselves', () => {
    expect(Math.max(...draw([0, 0, 8, 5, 8, 0, 0, 5], 1, 'soft'))).toBe(1);
  });

  it('leave out places that could not be projected', () => {
    expect(draw([1, 1, NaN, NaN, 3, 3], 1, 'soft').every((part) => part === 0)).toBe(true);
    expect(draw([NaN, NaN], 1, 'soft').every((part) => part === 0)).toBe(true);
    expect(draw([1, 1, Infinity, 1], 1, 'soft').every((part) => part === 0)).toBe(true);
  });
});

describe('dashes', () => {
  it('are three widths long between their round ends, and six widths apart', () => {
    const sheet = new Coverage(30, 3);
    drawStyledLine(sheet, chain(3, 1.5, 100, 1.5), false, 1, 'dashed');
    const row = taken(sheet).slice(30, 60);
    expect(row.map((part) => (part > 0.5 ? '#' : '.')).join('')).toBe('...###...###...###...###...###');
  });

  it('are dots two widths apart', () => {
    const sheet = new Coverage(12, 3);
    drawStyledLine(sheet, chain(0.5, 1.5, 100, 1.5), false, 1, 'dotted');
    const row = taken(sheet).slice(12, 24);
    expect(row.map((part) => (part > 0.5 ? '#' : '.')).join('')).toBe('#.#.#.#.#.#.');
  });

  it('of an endless line are drawn where they can be seen', () => {
    const sheet = new Coverage(8, 8);
    drawStyledLine(sheet, chain(-1e9, 4.5, 1e9, 4.5), false, 2, 'dashed');
    expect(taken(sheet).some((part) => part > 0)).toBe(true);
    drawStyledLine(sheet, chain(-1e9, 40, 1e9, 40), false, 2, 'dotted');
    expect(taken(sheet).every((part) => part === 0)).toBe(true);
  });
});

const TILE = 8;
const place = fc.double({ min: -10, max: 26, noNaN: true });

describe('neighbouring grids', () => {
  it.each<[string, LineType | Edge]>([
    ['solid', 'solid'],
    ['dashed', 'dashed'],
    ['dotted', 'dotted'],
    ['hard', 'hard'],
  ])('agree on %s lines', (_, type) => {
    const on = (sheet: Coverage, points: ReturnType<typeof chain>, closed: boolean, width: number) => {
      if (type === 'hard') drawLine(sheet, points, closed, width / 2, 'hard');
      else drawStyledLine(sheet, points, closed, width, type as LineType);
      return taken(sheet);
    };
    fc.assert(
      fc.property(
        fc.array(place, { minLength: 4, maxLength: 10 }).map((points) => points.slice(0, points.length & ~1)),
        fc.boolean(),
        fc.double({ min: 0.3, max: 6, noNaN: true }),
        (points, closed, width) => {
          const line = chain(...points);
          const whole = on(new Coverage(2 * TILE, 2 * TILE), line, closed, width);
          const sheet = new Coverage(TILE, TILE);
          for (const [column, row] of [
            [0, 0],
            [TILE, 0],
            [0, TILE],
            [TILE, TILE],
          ]) {
            on(sheet, shifted(line, column, row), closed, width).forEach((part, i) => {
              const at = (row + Math.floor(i / TILE)) * 2 * TILE + column + (i % TILE);
              expect(part).toBeCloseTo(whole[at], 4);
            });
          }
        },
      ),
    );
  });
});

describe('circles', () => {
  it('are as wide as a line, all around', () => {
    const sheet = new Coverage(20, 20);
    drawCircle(sheet, 10, 10, 6, 1);
    const parts = taken(sheet);
    expect(parts.reduce((sum, part) => sum + part)).toBeCloseTo(Math.PI * (49 - 25), 0);
    expect(parts[10 * 20 + 10]).toBe(0);
    // Right of the middle, from 5 to 7.
    expect([14, 15, 16, 17].map((column) => Number(parts[10 * 20 + column].toFixed(1)))).toEqual([0, 1, 1, 0]);
  });

  it('beyond the grid are nothing', () => {
    const sheet = new Coverage(4, 4);
    drawCircle(sheet, 40, 2, 3, 1);
    drawCircle(sheet, NaN, 2, 3, 1);
    expect(taken(sheet).every((part) => part === 0)).toBe(true);
  });
});
