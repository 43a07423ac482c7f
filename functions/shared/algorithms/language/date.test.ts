import { describe, expect, it } from 'vitest';
import { addUnits, localTime, startOfWeek, weekOf } from './calendar.ts';
import { formatDate } from './joda-format.ts';
import { parseDate } from './joda-parse.ts';
import { timeZone, toInstant, toLocal } from './time-zone.ts';

const UTC = timeZone(null);
const iso = (millis: number): string => new Date(millis).toISOString();

describe('time zones', () => {
  const newYork = timeZone('America/New_York');

  it('moves a local time that clocks skip forward', () => {
    expect(iso(toInstant(newYork, Date.UTC(2021, 2, 14, 2, 30)))).toBe('2021-03-14T07:30:00.000Z');
  });

  it('takes the first of two instants with the same local time', () => {
    expect(iso(toInstant(newYork, Date.UTC(2021, 10, 7, 1, 30)))).toBe('2021-11-07T05:30:00.000Z');
  });

  it('knows local mean time, to the second', () => {
    expect(toLocal(newYork, Date.UTC(1850, 0, 1)) - Date.UTC(1850, 0, 1)).toBe(-(4 * 3600 + 56 * 60 + 2) * 1000);
  });

  it('takes offsets', () => {
    expect(timeZone('+05:30').offsetAt(0)).toBe(5.5 * 3_600_000);
    expect(formatDate(0, 'HH:mm z ZZZ', timeZone('-0330'))).toBe('20:30 -03:30 -03:30');
  });

  it('refuses names that do not exist', () => {
    expect(() => timeZone('Mars/Olympus')).toThrow("time zone 'Mars/Olympus' is not known");
  });

  it('names zones as people there do', () => {
    const names = ['Europe/Paris', 'Australia/Sydney', 'Asia/Tokyo', 'US/Pacific'].map((id) =>
      formatDate(Date.UTC(2021, 6, 1), 'z', timeZone(id)),
    );
    expect(names).toEqual(['CEST', 'AEST', '+09:00', 'PDT']);
  });
});

describe('the calendar', () => {
  it('keeps to the end of the month', () => {
    expect(iso(addUnits(Date.UTC(2020, 0, 31), 1, 'month'))).toBe('2020-02-29T00:00:00.000Z');
    expect(iso(addUnits(Date.UTC(2020, 1, 29), -1, 'year'))).toBe('2019-02-28T00:00:00.000Z');
  });

  it('has ISO weeks', () => {
    expect(weekOf(Date.UTC(2021, 0, 3))).toEqual({ weekyear: 2020, week: 53 });
    expect(iso(startOfWeek(2021, 1))).toBe('2021-01-04T00:00:00.000Z');
  });

  it('has the years before 100, and those before Christ', () => {
    expect(iso(localTime(50, 3, 1))).toBe('0050-03-01T00:00:00.000Z');
    expect(formatDate(localTime(-43, 3, 15), 'y Y G', UTC)).toBe('-43 44 BC');
  });

  it('refuses dates beyond its end', () => {
    expect(() => addUnits(0, 300_000, 'year')).toThrow('too far');
  });
});

describe('patterns', () => {
  it.each([
    ["yyyy-MM-dd'T'HH:mm:ss.SSSZ", '2021-04-30T07:15:31.240+0200', '2021-04-30T05:15:31.240Z'],
    ['yyyy-DDD', '2021-120', '2021-04-30T00:00:00.000Z'],
    ["xxxx-'W'ww-e", '2021-W17-5', '2021-04-30T00:00:00.000Z'],
    ['EEEE, d MMMM yyyy h:mm a', 'Friday, 30 April 2021 12:05 AM', '2021-04-30T00:05:00.000Z'],
    ['yyyyMMddHHmm', '202104300715', '2021-04-30T07:15:00.000Z'],
    ['Y G', '44 BC', '-000043-01-01T00:00:00.000Z'],
    ['HH ZZZ yyyy', '10 Asia/Tokyo 2021', '2021-01-01T01:00:00.000Z'],
    ["'it''s' yyyy", "it's 1999", '1999-01-01T00:00:00.000Z'],
  ])('%s reads %s', (pattern, text, expected) => {
    expect(iso(parseDate(text, pattern, UTC))).toBe(expected);
  });

  it.each([
    ['yyyy-MM-dd', '2021-13-01', /out of its range/],
    ['yyyy-MM-dd', '2021-02-30', /out of its range/],
    ['yyyy', '2021x', /malformed at "x"/],
    ['HH:mm', '24:00', /out of its range/],
    ['yyyy b', '2021', /Illegal pattern component: b/],
  ])('%s refuses %s', (pattern, text, message) => {
    expect(() => parseDate(text, pattern, UTC)).toThrow(message);
  });

  it('writes fractions, halves of the day and offsets', () => {
    const at = Date.UTC(2021, 3, 30, 0, 5, 6, 78);
    expect(formatDate(at, 'h K H k SSSS SS a ZZ', timeZone('Asia/Kolkata'))).toBe('5 5 5 5 0780 07 AM +05:30');
    expect(formatDate(at, 'h K H k', UTC)).toBe('12 0 0 24');
  });
});
