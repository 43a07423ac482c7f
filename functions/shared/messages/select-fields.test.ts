import { expect, test } from 'vitest';
import { selectFields } from './select-fields.ts';

const reply = {
  name: 'n',
  assets: [{ id: 1, bands: [{ id: 'b', grid: 1 }] }, { id: 2 }],
  other: { a: { b: 1, c: 2 } },
};

test.each([
  ['name', { name: 'n' }],
  ['name,missing', { name: 'n' }],
  ['assets(id)', { assets: [{ id: 1 }, { id: 2 }] }],
  ['assets/bands/id', { assets: [{ bands: [{ id: 'b' }] }, {}] }],
  [
    'assets(id,bands(grid)), other/a/b',
    { assets: [{ id: 1, bands: [{ grid: 1 }] }, { id: 2 }], other: { a: { b: 1 } } },
  ],
  ['other/*', { other: reply.other }],
  ['*', reply],
])('%s', (mask, expected) => expect(selectFields(reply, mask)).toEqual(expected));

test.each(['a(', 'a(b', 'a)', ',a', 'a,', '()', 'a//b', '/', `${'a('.repeat(100)}b${')'.repeat(100)}`])(
  '%s is refused',
  (mask) => expect(() => selectFields(reply, mask)).toThrow(/^Invalid field selection/),
);
