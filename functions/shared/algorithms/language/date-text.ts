import { wrong } from '../../errors.ts';
import { isDay, localTime } from './calendar.ts';
import { type TimeZone, timeZone, toInstant } from './time-zone.ts';

const ISO =
  /^(\d{4})(?:-(\d\d?)(?:-(\d\d?)(?:[T ](\d\d?)(?::(\d\d?)(?::(\d\d?)(?:[.,](\d{1,9}))?)?)?)?)?)?(Z|[+-]\d\d(?::?\d\d)?)?$/;

/** The instant of an ISO 8601 text such as 2020-01-31T12:00:00. An offset in the text goes before the zone. */
export function parseIsoDate(text: string, zone: TimeZone): number {
  const parts = ISO.exec(text.trim());
  if (!parts) throw invalidDate(text);
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map((i) => {
    return parts[i] === undefined ? (i === 2 || i === 3 ? 1 : 0) : Number(parts[i]);
  });
  const millis = Math.trunc(Number(`0.${parts[7] ?? 0}`) * 1000);
  if (!isDay(year, month, day) || hour > 23 || minute > 59 || second > 59) throw invalidDate(text);
  const local = localTime(year, month, day, ((hour * 60 + minute) * 60 + second) * 1000 + millis);
  const offset = parts[8];
  return toInstant(offset === undefined ? zone : timeZone(offset === 'Z' ? null : offset), local);
}

function invalidDate(text: string): Error {
  return wrong(`Invalid date: '${text.slice(0, 100)}'. A text such as 2020-01-31T12:00:00 is expected.`);
}
