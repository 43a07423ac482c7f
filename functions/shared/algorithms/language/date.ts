import { isNumberValue, toDouble } from '../../values/number.ts';
import { algorithm, wrong } from '../declare.ts';
import { optional, required } from '../parameter.ts';
import * as t from '../types.ts';
import { DateValue } from './date-value.ts';

const ISO = /^(\d{4})(?:-(\d\d?)(?:-(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(\.\d{1,9})?)?)?)?)?(Z|[+-]\d\d:?\d\d)?$/;

/** Milliseconds of an ISO 8601 text; without an offset it is in UTC. */
function parseIso(text: string): number {
  const parts = ISO.exec(text.trim());
  if (!parts) throw wrong(`Invalid date: '${text}'. A text such as 2020-01-31T12:00:00 is expected.`);
  const [, year, month = '1', day = '1', hour = '0', minute = '0', second = '0', fraction = '0', zone = 'Z'] = parts;
  const millis = Date.UTC(+year, +month - 1, +day, +hour, +minute, +second) + Math.trunc(Number(fraction) * 1000);
  const check = new Date(Date.UTC(+year, +month - 1, +day));
  if (check.getUTCMonth() !== +month - 1 || +hour > 23 || +minute > 59 || +second > 59)
    throw wrong(`Invalid date: '${text}'.`);
  if (zone === 'Z') return millis;
  const [, sign, hours, minutes] = /^([+-])(\d\d):?(\d\d)$/.exec(zone) as RegExpExecArray;
  return millis - (sign === '-' ? -1 : 1) * (+hours * 60 + +minutes) * 60_000;
}

/** Dates in UTC; time zones by name are not there yet, and refused. */
export const DATE = [
  algorithm({
    name: 'Date',
    description: 'A date from milliseconds since 1970, an ISO 8601 text, or a date.',
    returns: 'Date',
    parameters: { value: required(t.object), timeZone: optional(t.string) },
    examples: [{ args: { value: '2020-01-01' }, result: { type: 'Date', value: 1577836800000 } }],
    run: ({ value, timeZone }) => {
      if (timeZone !== null && !/^(UTC|GMT|Z)$/i.test(timeZone)) {
        throw wrong(`Time zone '${timeZone}' is not supported yet: only UTC is.`);
      }
      if (value instanceof DateValue) return value;
      if (isNumberValue(value)) return new DateValue(toDouble(value));
      if (typeof value === 'string') return new DateValue(parseIso(value));
      throw wrong('A number of milliseconds, a text or a date is expected.');
    },
  }),
  algorithm({
    name: 'Date.millis',
    description: 'Milliseconds since 1970-01-01T00:00:00Z.',
    returns: 'Long',
    parameters: { date: required(t.date) },
    examples: [{ args: { date: 1577836800000 }, result: 1577836800000 }],
    run: ({ date }) => date.millis,
  }),
];
