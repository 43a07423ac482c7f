import { wrong } from '../../errors.ts';
import { float } from '../../values/number.ts';
import { algorithm } from '../declare.ts';
import { optional, required } from '../parameter.ts';
import { isDay, localTime, MEAN_LENGTH, unitOf } from './calendar.ts';
import { dateFrom } from './date-from.ts';
import { DateValue } from './date-value.ts';
import { formatDate } from './joda-format.ts';
import { parseDate } from './joda-parse.ts';
import { timeZone, toInstant } from './time-zone.ts';
import * as t from './types.ts';

const DEFAULT_PATTERN = "yyyy-MM-dd'T'HH:mm:ss";

/** Dates: from other things, as other things. */
export const DATE = [
  algorithm({
    name: 'Date',
    description: 'A date from milliseconds since 1970, an ISO 8601 text, or a date.',
    returns: 'Date',
    parameters: { value: required(t.object), timeZone: optional(t.string) },
    examples: [
      { args: { value: '2020-01-01' }, result: { type: 'Date', value: 1577836800000 } },
      { args: { value: '2020', timeZone: 'US/Mountain' }, result: { type: 'Date', value: 1577862000000 } },
      { args: { value: '2020-01-01T00:00:00+01:00' }, result: { type: 'Date', value: 1577833200000 } },
    ],
    run: ({ value, timeZone: zone }) => dateFrom(value, zone),
  }),
  algorithm({
    name: 'Date.millis',
    description: 'Milliseconds since 1970-01-01T00:00:00Z.',
    returns: 'Long',
    parameters: { date: required(t.date) },
    examples: [{ args: { date: 1577836800000 }, result: 1577836800000 }],
    run: ({ date }) => date.millis,
  }),
  algorithm({
    name: 'Date.fromYMD',
    description: 'The start of a day in a time zone.',
    returns: 'Date',
    parameters: {
      year: required(t.integer),
      month: required(t.integer),
      day: required(t.integer),
      timeZone: optional(t.string),
    },
    examples: [
      {
        args: { year: 2021, month: 4, day: 30, timeZone: 'America/Los_Angeles' },
        result: { type: 'Date', value: 1619766000000 },
      },
    ],
    run: ({ year, month, day, timeZone: zone }) => {
      if (!isDay(year, month, day)) throw wrong(`There is no day ${year}-${month}-${day}.`);
      return new DateValue(toInstant(timeZone(zone), localTime(year, month, day)));
    },
  }),
  algorithm({
    name: 'Date.format',
    description: 'The date as text, by a pattern of Joda-Time, in a time zone.',
    returns: 'String',
    parameters: { date: required(t.date), format: optional(t.string), timeZone: optional(t.string) },
    examples: [
      { args: { date: 0 }, result: '1970-01-01T00:00:00' },
      {
        args: { date: 1577836800000, format: "EEEE d MMM ''yy, HH:mm Z", timeZone: 'Asia/Tokyo' },
        result: "Wednesday 1 Jan '20, 09:00 +0900",
      },
    ],
    run: ({ date, format, timeZone: zone }) => formatDate(date.millis, format ?? DEFAULT_PATTERN, timeZone(zone)),
  }),
  algorithm({
    name: 'Date.parse',
    description: 'The date that a text says, by a pattern of Joda-Time, in a time zone.',
    returns: 'Date',
    parameters: { format: required(t.string), date: required(t.string), timeZone: optional(t.string) },
    examples: [
      { args: { format: 'MMM. dd, yyyy', date: 'Apr. 30, 2021' }, result: { type: 'Date', value: 1619740800000 } },
      {
        args: { format: 'yyyyMMdd hh:mm a', date: '20210430 01:30 PM' },
        result: { type: 'Date', value: 1619789400000 },
      },
    ],
    run: ({ format, date, timeZone: zone }) => new DateValue(parseDate(date, format, timeZone(zone))),
  }),
  algorithm({
    name: 'Date.difference',
    description: 'The time from a start to the date, in units of their mean length.',
    returns: 'Float',
    parameters: { date: required(t.date), start: required(t.date), unit: required(t.string) },
    examples: [{ args: { date: 1577836800000, start: 1577750400000, unit: 'hour' }, result: 24 }],
    run: ({ date, start, unit }) => float((date.millis - start.millis) / MEAN_LENGTH[unitOf(unit)]),
  }),
  algorithm({
    name: 'Date.unitRatio',
    description: 'The ratio of the mean lengths of two units.',
    returns: 'Float',
    parameters: { numerator: required(t.string), denominator: required(t.string) },
    examples: [{ args: { numerator: 'day', denominator: 'minute' }, result: 1440 }],
    run: ({ numerator, denominator }) => float(MEAN_LENGTH[unitOf(numerator)] / MEAN_LENGTH[unitOf(denominator)]),
  }),
];
