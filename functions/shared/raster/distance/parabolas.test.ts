import fc from 'fast-check';
import { expect, it } from 'vitest';
import { upperEnvelope } from './parabolas.ts';

it('is the highest of all parabolas, and the pixel that has it', () => {
  const height = fc.oneof(fc.constant(-Infinity), fc.integer({ min: -20, max: 60 }));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.array(height, { minLength: 1, maxLength: 60 }), (width, given) => {
      const rows = Math.ceil(given.length / width);
      const heights = Float64Array.from({ length: rows * width }, (_, i) => given[i] ?? -Infinity);
      const { heights: tops, sources } = upperEnvelope(heights, width, rows);
      const over = (i: number, j: number) =>
        heights[j] - ((i % width) - (j % width)) ** 2 - (Math.floor(i / width) - Math.floor(j / width)) ** 2;
      for (let i = 0; i < heights.length; i++) {
        const best = Math.max(...Array.from(heights, (_, j) => over(i, j)));
        expect(tops[i]).toBe(best);
        expect(sources[i] < 0 ? -Infinity : over(i, sources[i])).toBe(best);
      }
    }),
  );
});
