import { describe, expect, it } from 'vitest';
import { checkCalendar, dueAfter, lastDue } from './calendar.ts';

/** The first due times after a time. */
function dueTimes(cron: string, timeZone: string, after: string, count: number): string[] {
  const found: string[] = [];
  for (let time = Date.parse(after); found.length < count; ) {
    time = dueAfter({ cron, timeZone }, time) ?? Number.NaN;
    found.push(new Date(time).toISOString().slice(5, 16));
  }
  return found;
}

describe('a change of clocks', () => {
  // On 29 March 2026 the hour from 2 to 3 does not exist there; on 25 October it comes twice.
  const zone = 'Europe/Berlin';
  const [spring, autumn] = ['2026-03-28T12:00:00Z', '2026-10-24T12:00:00Z'];

  it.each([
    ['a time of day that does not exist is due at the change', '30 2 * * *', spring, ['03-29T01:00', '03-30T00:30']],
    ['several of them are one', '30 2,3 * * *', spring, ['03-29T01:00', '03-29T01:30', '03-30T00:30']],
    ['a time of day that comes twice is due once', '30 2 * * *', autumn, ['10-25T00:30', '10-26T01:30']],
    ['every half hour goes on', '*/30 1-3 * * *', spring, ['03-29T00:00', '03-29T00:30', '03-29T01:00', '03-29T01:30']],
    [
      'every half hour in both hours that are alike',
      '*/30 2 * * *',
      autumn,
      ['10-25T00:00', '10-25T00:30', '10-25T01:00', '10-25T01:30', '10-26T01:00'],
    ],
    ['a day is the calendar day', '0 0 * * *', spring, ['03-28T23:00', '03-29T22:00', '03-30T22:00']],
  ])('%s', (_, cron, after, expected) => {
    expect(dueTimes(cron, zone, after, expected.length)).toEqual(expected);
  });

  it('is the same forwards and backwards', () => {
    for (const cron of ['30 2 * * *', '*/30 * * * *', '15 1,2,3 * * *', '45 1-3 * * *', '0 */2 * * *']) {
      for (const timeZone of [zone, 'America/New_York', 'Australia/Lord_Howe', 'UTC']) {
        const from = Date.parse('2026-10-24T12:00:00Z');
        const forwards: number[] = [];
        for (let due = dueAfter({ cron, timeZone }, from); due !== undefined && forwards.length < 100; ) {
          forwards.push(due);
          due = dueAfter({ cron, timeZone }, due);
        }
        const to = forwards.at(-1) as number;
        expect(lastDue({ cron, timeZone }, { from, to, count: 100 }), `${cron} ${timeZone}`).toEqual(forwards);
      }
    }
  });
});

it('fields are those of cron', () => {
  expect(dueTimes('0 6 1 */3 *', 'UTC', '2026-01-15T00:00:00Z', 3)).toEqual([
    '04-01T06:00',
    '07-01T06:00',
    '10-01T06:00',
  ]);
  expect(dueTimes('0 0 L * *', 'UTC', '2028-02-01T00:00:00Z', 1)).toEqual(['02-29T00:00']);
  // Either day counts where both are named.
  expect(dueTimes('0 0 13 * FRI', 'UTC', '2026-03-12T00:00:00Z', 2)).toEqual(['03-13T00:00', '03-20T00:00']);
  expect(dueTimes('@weekly', 'UTC', '2026-03-12T00:00:00Z', 1)).toEqual(['03-15T00:00']);
});

it('a due time is among those that have come from its moment on', () => {
  const daily = { cron: '0 6 * * *', timeZone: 'UTC' };
  const due = Date.parse('2026-03-12T06:00:00Z');
  expect(lastDue(daily, { from: due, to: due, count: 1 })).toEqual([due]);
  expect(lastDue(daily, { from: due, to: due - 1, count: 1 })).toEqual([]);
});

describe('what is no calendar is refused', () => {
  it.each([
    ['* * * * * *', 'UTC', /Invalid 'cron' '\* \* \* \* \* \*'.*5 parts/],
    ['61 * * * *', 'UTC', /Invalid 'cron'/],
    ['soon', 'UTC', /Invalid 'cron' 'soon'/],
    ['', 'UTC', /Invalid 'cron'/],
    ['0 0 30 2 *', 'UTC', /no such day/],
    [`${'0,'.repeat(60)}0 * * * *`, 'UTC', /more than 100 characters/],
    ['0 0 * * *', 'Europe/Nowhere', /Invalid 'timeZone' 'Europe\/Nowhere'/],
    ['0 0 * * *', '+02:00', /Invalid 'timeZone'/],
    ['0 0 * * *', '', /Invalid 'timeZone'/],
  ])('%j in %j', (cron, timeZone, message) => {
    expect(() => checkCalendar({ cron, timeZone })).toThrow(message);
  });

  it('but others are not', () => {
    expect(() => checkCalendar({ cron: '0 0 29 2 *', timeZone: 'Pacific/Auckland' })).not.toThrow();
  });
});
