import { expect, test } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

test('a burst at once, then one after another at the rate', () => {
  const bucket = new TokenBucket(10, 3, 0);
  expect([bucket.take(0), bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([0, 0, 0, 100]);
  expect(bucket.take(50)).toBeCloseTo(50);
  expect([bucket.take(100), bucket.take(100)]).toEqual([0, 100]);
});

test('no more than the burst is saved up', () => {
  const bucket = new TokenBucket(1000, 2, 0);
  expect([bucket.take(1e6), bucket.take(1e6), bucket.take(1e6)]).toEqual([0, 0, 1]);
});

test('a new rate', () => {
  const bucket = new TokenBucket(1000, 100, 0);
  bucket.configure(1, 1, 0);
  expect([bucket.take(0), bucket.take(0), bucket.take(500)]).toEqual([0, 1000, 500]);
});
