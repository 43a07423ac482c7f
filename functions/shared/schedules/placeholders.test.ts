import { expect, test } from 'vitest';
import { fillPlaceholders, PLACEHOLDERS, unknownPlaceholder } from './placeholders.ts';

const DUE = Date.parse('2026-12-31T23:05:00Z');

/** The text of all placeholders. */
function filled(timeZone: string): string {
  const json = JSON.stringify(PLACEHOLDERS.map((name) => `{${name}}`).join(' '));
  return JSON.parse(fillPlaceholders(json, DUE, { timeZone })) as string;
}

test('placeholders are the due time in the time zone of the schedule', () => {
  expect(PLACEHOLDERS).toEqual(['date', 'yyyy', 'yy', 'mm', 'dd', 'doy', 'hh', 'min', 'time', 'millis']);
  expect(filled('UTC')).toBe('2026-12-31 2026 26 12 31 365 23 05 2026-12-31T23:05:00Z 1798758300000');
  expect(filled('Asia/Kathmandu')).toBe('2027-01-01 2027 27 01 01 001 04 50 2026-12-31T23:05:00Z 1798758300000');
});

test('midnight is hour 00', () => {
  expect(fillPlaceholders('"{hh}"', Date.parse('2026-06-01T00:00:00Z'), { timeZone: 'UTC' })).toBe('"00"');
});

test('they are filled in all texts of a request, and nothing else is touched', () => {
  const json = String.raw`{"a":"x-{date}.{unknown}","b":{"date":["{mm}/{dd}","\"{hh}\""],"{yyyy}":{}},"n":{"d":1}}`;
  expect(fillPlaceholders(json, DUE, { timeZone: 'UTC' })).toBe(
    String.raw`{"a":"x-2026-12-31.{unknown}","b":{"date":["12/31","\"23\""],"2026":{}},"n":{"d":1}}`,
  );
});

test('those that there are not are found', () => {
  expect(unknownPlaceholder('a {date} {Date} {x}')).toBe('{Date}');
  expect(unknownPlaceholder('a {date} {1} { date } {}')).toBeUndefined();
  expect(unknownPlaceholder('{constructor}')).toBe('{constructor}');
});
