import { wrong } from '../../errors.ts';
import { float, toDouble } from '../../values/number.ts';
import { algorithm } from '../declare.ts';
import { optional, required } from '../parameter.ts';
import {
  addUnits,
  fieldsOf,
  isDay,
  localTime,
  MEAN_LENGTH,
  startOf,
  type Unit,
  unitOf,
  weekOf,
  wholeUnits,
} from './calendar.ts';
import { DateRangeValue } from './date-range-value.ts';
import { DateValue } from './date-value.ts';
import { type TimeZone, timeZone, toInstant, toLocal } from './time-zone.ts';
import * as t from './types.ts';

/** Units that are of the same length everywhere: clocks that are put forward or back do not matter to them. */
function isFixed(unit: Unit): boolean {
  return unit === 'hour' || unit === 'minute' || unit === 'second';
}

function plusUnits(millis: number, count: number, unit: Unit, zone: TimeZone): number {
  if (isFixed(unit)) return millis + count * MEAN_LENGTH[unit];
  return toInstant(zone, addUnits(toLocal(zone, millis), count, unit));
}

/** Whole units by the calendar, then a part of the unit that comes next. */
function advance(millis: number, delta: number, unit: Unit, zone: TimeZone): number {
  if (!Number.isFinite(delta)) throw wrong(`'delta' must be a finite number. Got ${delta}.`);
  const whole = Math.trunc(delta);
  const reached = plusUnits(millis, whole, unit, zone);
  if (whole === delta) return reached;
  const beyond = plusUnits(millis, whole + Math.sign(delta), unit, zone);
  return reached + (beyond - reached) * Math.abs(delta - whole);
}

/** The unit of the calendar that the date is in. */
function rangeOf(millis: number, unit: Unit, zone: TimeZone): DateRangeValue {
  const start = startOf(toLocal(zone, millis), unit);
  return new DateRangeValue(toInstant(zone, start), toInstant(zone, addUnits(start, 1, unit)));
}

function part(local: number, unit: Unit): number {
  const { year, month, day, millisOfDay } = fieldsOf(local);
  switch (unit) {
    case 'year':
      return year;
    case 'month':
      return month;
    case 'week':
      return weekOf(local).week;
    case 'day':
      return day;
    case 'hour':
      return Math.floor(millisOfDay / MEAN_LENGTH.hour);
    case 'minute':
      return Math.floor(millisOfDay / MEAN_LENGTH.minute) % 60;
    case 'second':
      return Math.floor(millisOfDay / MEAN_LENGTH.second) % 60;
  }
}

/** 2021-04-30T07:15:31.24Z, a Friday of week 17. */
const FRIDAY = 1619766931240;

/** Dates: their parts, and dates in relation to them. */
export const DATE_PARTS = [
  algorithm({
    name: 'Date.get',
    description: 'A field of the date: months, days and (ISO) weeks count from 1, hours, minutes and seconds from 0.',
    returns: 'Long',
    parameters: { date: required(t.date), unit: required(t.string), timeZone: optional(t.string) },
    examples: [
      { args: { date: FRIDAY, unit: 'month' }, result: 4 },
      { args: { date: FRIDAY, unit: 'week' }, result: 17 },
      { args: { date: FRIDAY, unit: 'hour', timeZone: 'Asia/Tokyo' }, result: 16 },
    ],
    run: ({ date, unit, timeZone: zone }) => part(toLocal(timeZone(zone), date.millis), unitOf(unit)),
  }),
  algorithm({
    name: 'Date.getRelative',
    description:
      'The number of whole units that have passed since the start of a larger unit, such as the day of the year, from 0.',
    returns: 'Long',
    parameters: {
      date: required(t.date),
      unit: required(t.string),
      inUnit: required(t.string),
      timeZone: optional(t.string),
    },
    examples: [
      { args: { date: FRIDAY, unit: 'day', inUnit: 'year' }, result: 119 },
      { args: { date: FRIDAY, unit: 'month', inUnit: 'year' }, result: 3 },
    ],
    run: ({ date, unit, inUnit, timeZone: zone }) => {
      const local = toLocal(timeZone(zone), date.millis);
      return wholeUnits(startOf(local, unitOf(inUnit)), local, unitOf(unit));
    },
  }),
  algorithm({
    name: 'Date.getFraction',
    description: 'The fraction of the current unit (such as its day) that has passed at the date.',
    returns: 'Float',
    parameters: { date: required(t.date), unit: required(t.string), timeZone: optional(t.string) },
    examples: [{ args: { date: FRIDAY, unit: 'second' }, result: 0.24 }],
    run: ({ date, unit, timeZone: zone }) => {
      const { start, end } = rangeOf(date.millis, unitOf(unit), timeZone(zone));
      return float((date.millis - start) / (end - start));
    },
  }),
  algorithm({
    name: 'Date.getRange',
    description: 'The range of the calendar unit (such as the month) that the date is in; weeks start on Monday.',
    returns: 'DateRange',
    parameters: { date: required(t.date), unit: required(t.string), timeZone: optional(t.string) },
    examples: [
      { args: { date: FRIDAY, unit: 'year' }, result: { type: 'DateRange', dates: [1609459200000, 1640995200000] } },
      { args: { date: FRIDAY, unit: 'week' }, result: { type: 'DateRange', dates: [1619395200000, 1620000000000] } },
    ],
    run: ({ date, unit, timeZone: zone }) => rangeOf(date.millis, unitOf(unit), timeZone(zone)),
  }),
  algorithm({
    name: 'Date.advance',
    description: 'The date moved on by a number of units, by the calendar of a time zone.',
    returns: 'Date',
    parameters: {
      date: required(t.date),
      delta: required(t.float),
      unit: required(t.string),
      timeZone: optional(t.string),
    },
    examples: [
      { args: { date: 1580428800000, delta: 1, unit: 'month' }, result: { type: 'Date', value: 1582934400000 } },
      { args: { date: 0, delta: -1.5, unit: 'day' }, result: { type: 'Date', value: -129600000 } },
    ],
    run: ({ date, delta, unit, timeZone: zone }) =>
      new DateValue(advance(date.millis, delta, unitOf(unit), timeZone(zone))),
  }),
  algorithm({
    name: 'Date.update',
    description: 'The date with some of its fields (year, month, day, hour, minute, second) replaced.',
    returns: 'Date',
    parameters: {
      date: required(t.date),
      year: optional(t.integer),
      month: optional(t.integer),
      day: optional(t.integer),
      hour: optional(t.integer),
      minute: optional(t.integer),
      second: optional(t.number),
      timeZone: optional(t.string),
    },
    examples: [
      { args: { date: FRIDAY, year: 2010, minute: 59, second: 0.5 }, result: { type: 'Date', value: 1272614340500 } },
    ],
    run: ({ date, timeZone: id, ...given }) => {
      const zone = timeZone(id);
      const now = toLocal(zone, date.millis);
      const { year, month, day, millisOfDay } = fieldsOf(now);
      const [y, m, d] = [given.year ?? year, given.month ?? month, given.day ?? day];
      const [hour, minute] = [given.hour ?? part(now, 'hour'), given.minute ?? part(now, 'minute')];
      const millis =
        given.second === null ? millisOfDay % MEAN_LENGTH.minute : Math.trunc(toDouble(given.second) * 1000);
      const inDay = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && millis >= 0 && millis < MEAN_LENGTH.minute;
      if (!isDay(y, m, d) || !inDay) throw wrong(`There is no time ${y}-${m}-${d} ${hour}:${minute}:${millis / 1000}.`);
      return new DateValue(toInstant(zone, localTime(y, m, d, (hour * 60 + minute) * MEAN_LENGTH.minute + millis)));
    },
  }),
];
