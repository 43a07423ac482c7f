import { expect, test } from 'vitest';
import { SpareArrays } from './spare-arrays.ts';

test('an array that was given is taken again, by whoever needs one of its type and length', () => {
  const spare = new SpareArrays(1e6);
  const array = spare.take('uint16', 5_000);
  expect(array).toEqual(new Uint16Array(5_000));
  spare.give(array);
  expect(spare.take('int16', 5_000)).not.toBe(array);
  expect(spare.take('uint16', 4_999)).not.toBe(array);
  expect(spare.take('uint16', 5_000)).toBe(array);
  expect(spare.take('uint16', 5_000)).not.toBe(array);
});

test('shared memory is taken, but for as many bytes as have been thrown away', () => {
  const spare = new SpareArrays(10_000, true);
  const array = spare.take('uint8', 8_000);
  expect(array.buffer).toBeInstanceOf(SharedArrayBuffer);
  spare.give(array);
  const kept = spare.take('uint8', 8_000);
  expect(kept).toBe(array);
  spare.throwAway(kept);
  expect(spare.take('uint8', 8_000).buffer).toBeInstanceOf(ArrayBuffer);
  expect(spare.take('uint8', 8_000).buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('those that were given first make room for others', () => {
  const spare = new SpareArrays(20_000);
  const [first, second] = [new Uint8Array(9_000), new Uint8Array(9_001)];
  for (const array of [first, second, new Uint8Array(9_002)]) spare.give(array);
  expect(spare.take('uint8', 9_000)).not.toBe(first);
  expect(spare.take('uint8', 9_001)).toBe(second);
});
