import fc from 'fast-check';
import { expect, it } from 'vitest';
import { BoxTree } from './box-tree.ts';

const coordinate = fc.integer({ min: -20, max: 20 });
const size = fc.integer({ min: 0, max: 5 });
const boxes = fc.array(fc.tuple(coordinate, coordinate, coordinate, size, size, size), { maxLength: 200 });

const treeOf = (items: readonly (readonly number[])[]) =>
  new BoxTree(Float64Array.from(items.flatMap(([x, y, z, w, h, d]) => [x, y, z, x + w, y + h, z + d])));

it('finds the boxes that touch a box', () => {
  fc.assert(
    fc.property(boxes, coordinate, coordinate, coordinate, size, (items, x, y, z, side) => {
      const box = [x, y, z, x + side, y + side, z + side];
      const found: number[] = [];
      treeOf(items).search(box, (item) => found.push(item));
      const expected = items.flatMap((item, i) =>
        [0, 1, 2].every((k) => item[k] <= box[k + 3] && item[k] + item[k + 3] >= box[k]) ? [i] : [],
      );
      expect(found.sort((a, b) => a - b)).toEqual(expected);
    }),
  );
});

it('finds the nearest, if it is nearer than a limit', () => {
  fc.assert(
    fc.property(
      boxes,
      fc.tuple(coordinate, coordinate, coordinate),
      fc.integer({ min: 1, max: 900 }),
      (items, place, limit) => {
        const squared = (item: number) =>
          [0, 1, 2].reduce((sum, k) => {
            const [low, high] = [items[item][k], items[item][k] + items[item][k + 3]];
            return sum + Math.max(low - place[k], place[k] - high, 0) ** 2;
          }, 0);
        const nearest = treeOf(items).nearest(place, limit, squared);
        const best = Math.min(limit, ...items.map((_, item) => squared(item)));
        expect(nearest < 0 ? limit : squared(nearest)).toBe(best);
      },
    ),
  );
});

it('takes boxes that are all the same', () => {
  const found: number[] = [];
  treeOf(new Array(100).fill([1, 1, 1, 0, 0, 0])).search([0, 0, 0, 2, 2, 2], (item) => found.push(item));
  expect(found.length).toBe(100);
});
