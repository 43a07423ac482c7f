import { expect, test } from 'vitest';
import { parseRange } from './byte-range.ts';

test.each([
  ['bytes=0-0', { begin: 0, end: 1 }],
  ['bytes=3-5', { begin: 3, end: 6 }],
  ['bytes=3-', { begin: 3, end: 10 }],
  ['bytes=9-100', { begin: 9, end: 10 }],
  ['bytes=-4', { begin: 6, end: 10 }],
  ['bytes=-40', { begin: 0, end: 10 }],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=5-3', undefined],
  ['bytes=0-1,4-5', undefined],
  ['items=0-1', undefined],
  [undefined, undefined],
])('%s of ten bytes', (header, expected) => {
  expect(parseRange(header, 10)).toEqual(expected);
});

test('nothing can be cut from an empty object', () => {
  expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
  expect(parseRange('bytes=-1', 0)).toBe('unsatisfiable');
});
