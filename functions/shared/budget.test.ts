import { expect, it } from 'vitest';
import { Budget } from './budget.ts';

it('lets work go while its bytes are there, in order, and what is too large for it alone', async () => {
  const budget = new Budget(10);
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string, bytes: number) =>
    budget.hold(bytes, async () => {
      log.push(name);
      await new Promise<void>((resolve) => ends.set(name, resolve));
    });
  const all = [work('a', 6), work('b', 4), work('c', 1), work('large', 50), work('d', 1)];
  const end = async (name: string) => {
    ends.get(name)?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  expect(log).toEqual(['a', 'b']);
  await end('b');
  expect(log).toEqual(['a', 'b', 'c']);
  await end('a');
  expect(log).toEqual(['a', 'b', 'c']);
  await end('c');
  expect(log).toEqual(['a', 'b', 'c', 'large']);
  await end('large');
  expect(log).toEqual(['a', 'b', 'c', 'large', 'd']);
  await end('d');
  await Promise.all(all);
});

it('gives the bytes of work that fails back', async () => {
  const budget = new Budget(10);
  await expect(budget.hold(10, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(budget.hold(10, async () => 'yes')).resolves.toBe('yes');
});
