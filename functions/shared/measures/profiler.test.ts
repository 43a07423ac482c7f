import { expect, it } from 'vitest';
import { mergedRows } from './profile.ts';
import { Profiler } from './profiler.ts';

/** Keeps the processor busy. */
function burn(rounds: number): number {
  let sum = 0;
  for (let i = 0; i < rounds; i++) sum += Math.sin(i);
  return sum;
}

const rowsOf = (profiler: Profiler) => new Map(profiler.rows().map((row) => [row.description, row]));

it('counts processor time for what has begun last, not for what it is a part of, and none for waiting', async () => {
  const profiler = new Profiler();
  await profiler.during('outer', async () => {
    await new Promise((resolve) => setTimeout(resolve, 60));
    profiler.during('inner', () => burn(3_000_000));
    burn(300_000);
  });
  const rows = rowsOf(profiler);
  const [outer, inner] = [rows.get('outer'), rows.get('inner')];
  expect([outer?.count, inner?.count, rows.get('(plumbing)')?.count]).toEqual([1, 1, 1]);
  expect(inner?.seconds).toBeGreaterThan(0);
  expect(outer?.seconds).toBeLessThan(inner?.seconds ?? 0);
});

it('divides the time of a loop among the operations in it', () => {
  const profiler = new Profiler();
  profiler.divided(['a', 'b', 'b', 'b'], () => void burn(2_000_000));
  const rows = rowsOf(profiler);
  expect(rows.get('b')?.seconds).toBeCloseTo(3 * (rows.get('a')?.seconds ?? 0), 6);
  expect([rows.get('a')?.count, rows.get('b')?.count]).toEqual([1, 1]);
});

it('notes the most bytes that are held at a time, and what fails or ends in another order', async () => {
  const profiler = new Profiler();
  expect(() =>
    profiler.during('failing', () => {
      profiler.hold(10);
      profiler.hold(20)();
      profiler.hold(15);
      throw new Error('lost');
    }),
  ).toThrow('lost');
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  const both = [profiler.during('first', () => first.promise), profiler.during('second', () => second.promise)];
  first.resolve();
  await both[0];
  second.resolve();
  await both[1];
  const rows = rowsOf(profiler);
  expect(rows.get('failing')).toMatchObject({ peakBytes: 30, count: 1 });
  const { seconds } = rows.get('(plumbing)') ?? { seconds: 0 };
  burn(1_000_000);
  expect(rowsOf(profiler).get('(plumbing)')?.seconds).toBeGreaterThan(seconds);
});

it('remembers who makes what is computed later: the first one', () => {
  const profiler = new Profiler();
  const thing = {};
  expect([profiler.setMaker(thing, 'a'), profiler.setMaker(thing, 'b')]).toEqual([true, false]);
  expect([profiler.makerOf(thing), profiler.makerOf({})]).toEqual(['a', '(plumbing)']);
});

it('puts rows together, and those that cost least where there are too many', () => {
  const row = (description: string, seconds: number) => ({ description, seconds, peakBytes: seconds, count: 1 });
  expect(mergedRows([row('a', 1), row('b', 5), row('a', 2)])).toEqual([
    row('b', 5),
    { description: 'a', seconds: 3, peakBytes: 2, count: 2 },
  ]);
  const many = mergedRows(Array.from({ length: 1_000 }, (_, i) => row(`row ${i}`, i)));
  expect(many).toHaveLength(300);
  expect(many.at(-1)).toMatchObject({ description: '(others)', count: 701 });
});
