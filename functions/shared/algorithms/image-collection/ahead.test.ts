import { expect, it } from 'vitest';
import { computedAhead } from './ahead.ts';

async function collected<T>(generator: AsyncGenerator<T>): Promise<T[]> {
  const results: T[] = [];
  for await (const result of generator) results.push(result);
  return results;
}

it('gives all results in order, with no more than so many under way', async () => {
  let [running, most] = [0, 0];
  const items = Array.from({ length: 20 }, (_, i) => i);
  const results = computedAhead(items, 3, async (item) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, (item * 7) % 5));
    running--;
    return item * 2;
  });
  expect(await collected(results)).toEqual(items.map((item) => item * 2));
  expect(most).toBe(4);
});

it('fails where its turn comes, whatever fails later', async () => {
  const results = computedAhead([1, 2, 3], 2, async (item) => {
    if (item > 1) throw new Error(`no ${item}`);
    return item;
  });
  expect(await results.next()).toEqual({ done: false, value: 1 });
  await expect(results.next()).rejects.toThrow('no 2');
});

it('has nothing to say of nothing', async () => {
  expect(await collected(computedAhead([], 2, () => Promise.resolve(1)))).toEqual([]);
});
