import { expect, test } from 'vitest';
import { parseUploadPart } from './content-range.ts';

test.each([
  ['bytes */*', { kind: 'query', total: undefined }],
  ['bytes */100', { kind: 'query', total: 100 }],
  ['bytes 0-49/*', { kind: 'chunk', begin: 0, end: 50, total: undefined, last: false }],
  ['bytes 0-49/100', { kind: 'chunk', begin: 0, end: 50, total: 100, last: false }],
  ['bytes 50-99/100', { kind: 'chunk', begin: 50, end: 100, total: 100, last: true }],
  ['bytes 0-*/*', { kind: 'chunk', begin: 0, end: undefined, total: undefined, last: true }],
  ['bytes 50-*/100', { kind: 'chunk', begin: 50, end: 100, total: 100, last: true }],
  [undefined, { kind: 'chunk', begin: 0, end: undefined, total: undefined, last: true }],
])('%s', (header, expected) => {
  expect(parseUploadPart(header)).toEqual(expected);
});

test.each(['bytes 0-100/100', 'bytes 9-5/100', 'bytes 0-9', 'items 0-9/10', ''])('%s is refused', (header) => {
  expect(() => parseUploadPart(header)).toThrow('Content-Range');
});
