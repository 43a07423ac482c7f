import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PixelQueue } from './queue.ts';

it('gives the smallest key first, of equals the one that came first, whatever comes between', () => {
  const step = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constant(null));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const queue = new PixelQueue(1);
      let waiting: { key: number; pixel: number }[] = [];
      for (const [pixel, key] of steps.entries()) {
        if (key !== null) {
          queue.put(key, pixel, 7 - pixel);
          waiting.push({ key, pixel });
          continue;
        }
        const [first] = waiting.toSorted((a, b) => a.key - b.key || a.pixel - b.pixel);
        expect(queue.take()).toBe(first !== undefined);
        if (first === undefined) continue;
        expect([queue.key, queue.pixel, queue.tag]).toEqual([first.key, first.pixel, 7 - first.pixel]);
        waiting = waiting.filter(({ pixel: other }) => other !== first.pixel);
      }
    }),
  );
});
