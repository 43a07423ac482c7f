import { expect, test } from 'vitest';
import { backoff, type RetryPolicy, retries } from './retry.ts';

const policy: RetryPolicy = {
  maxAttempts: 100,
  maxRetryDuration: 0,
  minBackoff: 10_000,
  maxBackoff: 300_000,
  maxDoublings: 3,
};

test('the example of the documentation: 10, 20, 40, 80, 160, 240, 300, 300 s', () => {
  const waits = Array.from({ length: 8 }, (_, retry) => backoff(policy, retry) / 1000);
  expect(waits).toEqual([10, 20, 40, 80, 160, 240, 300, 300]);
});

test('without doublings the wait grows evenly, and it never passes the maximum', () => {
  const even = { ...policy, maxDoublings: 0 };
  expect([0, 1, 2, 3].map((retry) => backoff(even, retry) / 1000)).toEqual([10, 20, 30, 40]);
  expect(backoff({ ...policy, maxDoublings: 16 }, 10_000)).toBe(300_000);
  expect(backoff({ ...policy, maxBackoff: 5000 }, 0)).toBe(5000);
});

test('limits of attempts and of time', () => {
  expect(retries({ ...policy, maxAttempts: 3 }, 2, 1e9)).toBe(true);
  expect(retries({ ...policy, maxAttempts: 3 }, 3, 0)).toBe(false);
  const both = { ...policy, maxAttempts: 3, maxRetryDuration: 1000 };
  expect([retries(both, 3, 999), retries(both, 2, 5000), retries(both, 3, 1000)]).toEqual([true, true, false]);
  const time = { ...policy, maxAttempts: -1, maxRetryDuration: 1000 };
  expect([retries(time, 1e6, 999), retries(time, 1, 1000)]).toEqual([true, false]);
  expect(retries({ ...policy, maxAttempts: -1 }, 1e6, 1e12)).toBe(true);
});
