import { describe, expect, it } from 'vitest';
import { type LockOwner, LockTable } from './locks.ts';

const never = new AbortController().signal;

function owner(locks: LockTable, age: number): LockOwner {
  const made: LockOwner = { age, onDeadlock: () => locks.release(made) };
  return made;
}

describe('locks', () => {
  it('go from owner to owner in the order of asking', async () => {
    const locks = new LockTable(1000);
    const owners = [1, 2, 3].map((age) => owner(locks, age));
    const order: number[] = [];
    await Promise.all(
      owners.map(async (one) => {
        await locks.acquire(one, 'key', never);
        order.push(one.age);
        await new Promise((resolve) => setTimeout(resolve, 5));
        locks.release(one);
      }),
    );
    expect(order).toEqual([1, 2, 3]);
  });

  it('are given to their owner again, also to two calls of it that wait', async () => {
    const locks = new LockTable(1000);
    const [first, second] = [owner(locks, 1), owner(locks, 2)];
    await locks.acquire(first, 'key', never);
    await locks.acquire(first, 'key', never);
    const both = Promise.all([locks.acquire(second, 'key', never), locks.acquire(second, 'key', never)]);
    locks.release(first);
    await both;
    expect(locks.tryAcquire(second, 'key')).toBe(true);
  });

  it('break a deadlock of three by its youngest', async () => {
    const locks = new LockTable(10_000);
    const [a, b, c] = [owner(locks, 2), owner(locks, 9), owner(locks, 5)];
    for (const [one, key] of [
      [a, 'a'],
      [b, 'b'],
      [c, 'c'],
    ] as const)
      await locks.acquire(one, key, never);
    const waits = [locks.acquire(a, 'b', never), locks.acquire(b, 'c', never), locks.acquire(c, 'a', never)];
    await expect(waits[1]).rejects.toMatchObject({ status: 'ABORTED' });
    await waits[0];
    locks.release(a);
    await waits[2];
    expect(() => locks.tryAcquire(b, 'other')).toThrow('contention');
  });

  it('see deadlocks with those who only stand in a queue', async () => {
    const locks = new LockTable(10_000);
    const [holder, early, late] = [owner(locks, 1), owner(locks, 2), owner(locks, 3)];
    await locks.acquire(holder, 'x', never);
    await locks.acquire(late, 'y', never);
    const first = locks.acquire(early, 'x', never);
    // `late` now waits for `early` (ahead of it), and `early` for `late` (the holder of y).
    const second = locks.acquire(late, 'x', never);
    const third = locks.acquire(early, 'y', never);
    await expect(second).rejects.toMatchObject({ status: 'ABORTED' });
    await third;
    locks.release(holder);
    await first;
  });

  it('are not waited for too long', async () => {
    const locks = new LockTable(20);
    const [first, second] = [owner(locks, 1), owner(locks, 2)];
    await locks.acquire(first, 'key', never);
    await expect(locks.acquire(second, 'key', never)).rejects.toMatchObject({ status: 'ABORTED' });
  });

  it('are not given to a caller that has gone', async () => {
    const locks = new LockTable(1000);
    const [first, gone, third] = [owner(locks, 1), owner(locks, 2), owner(locks, 3)];
    await locks.acquire(first, 'key', never);
    const leaving = new AbortController();
    const waits = locks.acquire(gone, 'key', leaving.signal);
    const next = locks.acquire(third, 'key', never);
    leaving.abort();
    await expect(waits).rejects.toMatchObject({ status: 'CANCELLED' });
    locks.release(first);
    await next;
  });
});
