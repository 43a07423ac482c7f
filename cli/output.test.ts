import { expect, it } from 'vitest';
import { aligned, harmless } from './output.ts';

it('puts cells below each other', () => {
  expect(
    aligned([
      ['a', 'bcd', 'e'],
      ['fgh', 'i'],
    ]),
  ).toEqual(['a    bcd  e', 'fgh  i']);
});

it('lets the texts of others do nothing to a terminal, or to the rows', () => {
  expect(aligned([['task', 'clears \u001b[2J\nall\u009b1m']])).toEqual(['task  clears \\u001b[2J all\\u009b1m']);
  expect(harmless('one\n\ttwo\r\u0007')).toBe('one\n\ttwo\\u000d\\u0007');
});
