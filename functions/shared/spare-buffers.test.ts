import { expect, test } from 'vitest';
import { SpareBuffers } from './spare-buffers.ts';

const STEP = 256 * 1024;

test('a buffer that was given is taken again, by whoever needs one of its size', () => {
  const spare = new SpareBuffers(4 * STEP);
  const one = spare.take(STEP - 1);
  expect(one.length).toBe(STEP);
  spare.give(one);
  expect(spare.take(STEP + 1)).not.toBe(one);
  expect(spare.take(1)).toBe(one);
  expect(spare.take(1)).not.toBe(one);
});

test('no more bytes are kept than may be', () => {
  const spare = new SpareBuffers(2 * STEP);
  const buffers = [1, 2, 3].map(() => spare.take(STEP));
  for (const buffer of buffers) spare.give(buffer);
  const taken = [1, 2, 3].map(() => spare.take(STEP));
  expect(taken.filter((buffer) => buffers.includes(buffer))).toEqual([buffers[2], buffers[1]]);
  spare.give(spare.take(10 * STEP));
  expect(spare.take(STEP)).not.toBe(buffers[0]);
});
