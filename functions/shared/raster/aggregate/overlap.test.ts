import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Overlap, quadArea } from './overlap.ts';

const rectangle = (x0: number, y0: number, x1: number, y1: number) => Float64Array.of(x0, y0, x1, y0, x1, y1, x0, y1);

function parts(quad: Float64Array): { [place: string]: number } {
  const found: { [place: string]: number } = {};
  new Overlap().visit(quad, (column, row, part) => {
    found[`${column},${row}`] = part;
  });
  return found;
}

it('is whole pixels where borders meet', () => {
  expect(parts(rectangle(-1, 2, 1, 3))).toEqual({ '-1,2': 1, '0,2': 1 });
  expect(Object.keys(parts(rectangle(-1 - 1e-9, 2 - 1e-9, 1 + 1e-9, 3)))).toEqual(['-1,2', '0,2']);
});

it('is fractions elsewhere', () => {
  expect(parts(rectangle(0.5, 0.25, 2.5, 1))).toEqual({ '0,0': 0.375, '1,0': 0.75, '2,0': 0.375 });
  // A square on its corner.
  expect(parts(Float64Array.of(1, 0, 2, 1, 1, 2, 0, 1))).toEqual({ '0,0': 0.5, '1,0': 0.5, '0,1': 0.5, '1,1': 0.5 });
});

it('adds up to the area, whichever way the corners go', () => {
  const place = fc.double({ min: -3, max: 3, noNaN: true });
  const size = fc.double({ min: 0.1, max: 5, noNaN: true });
  fc.assert(
    fc.property(
      place,
      place,
      size,
      size,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.boolean(),
      (x, y, w, h, lean, turn) => {
        const corners = [
          [x, y],
          [x + w, y + lean],
          [x + w + lean, y + lean + h],
          [x + lean, y + h],
        ];
        const quad = Float64Array.from((turn ? corners.reverse() : corners).flat());
        const sum = Object.values(parts(quad)).reduce((total, part) => total + part, 0);
        expect(sum).toBeCloseTo(Math.abs(quadArea(quad)), 4);
      },
    ),
  );
});
