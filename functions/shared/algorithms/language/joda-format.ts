import { dayOfWeek, dayOfYear, fieldsOf, weekOf } from './calendar.ts';
import { DAYS, MONTHS, parsePattern } from './joda-pattern.ts';
import { offsetText, type TimeZone, toLocal } from './time-zone.ts';

/** The instant that is formatted, as pattern letters read it. */
interface Moment {
  readonly millis: number;
  readonly local: number;
  readonly zone: TimeZone;
}

type Field = (moment: Moment, count: number) => string;

function padded(value: number, count: number): string {
  return (value < 0 ? '-' : '') + String(Math.abs(value)).padStart(count, '0');
}

/** A number with at least as many digits as there are letters. */
const number =
  (read: (moment: Moment) => number): Field =>
  (moment, count) =>
    padded(read(moment), count);

/** Two letters of a year are its last two digits. */
const year =
  (read: (moment: Moment) => number): Field =>
  (moment, count) =>
    count === 2 ? padded(Math.abs(read(moment)) % 100, 2) : padded(read(moment), count);

const yearOfEra = ({ local }: Moment): number => {
  const { year: number } = fieldsOf(local);
  return number > 0 ? number : 1 - number;
};

const hour = ({ local }: Moment): number => Math.floor(fieldsOf(local).millisOfDay / 3_600_000);
const millisOfDay = ({ local }: Moment): number => fieldsOf(local).millisOfDay;

/** Four letters and more are a name in full. */
const name = (text: string, count: number): string => (count >= 4 ? text : text.slice(0, 3));

/** The fields by letter, as the documentation of Joda-Time's DateTimeFormat has them. */
const FIELDS: { readonly [letter: string]: Field } = {
  G: ({ local }) => (fieldsOf(local).year > 0 ? 'AD' : 'BC'),
  C: number((moment) => Math.floor(yearOfEra(moment) / 100)),
  Y: year(yearOfEra),
  x: year(({ local }) => weekOf(local).weekyear),
  w: number(({ local }) => weekOf(local).week),
  e: number(({ local }) => dayOfWeek(local)),
  E: ({ local }, count) => name(DAYS[dayOfWeek(local) - 1], count),
  y: year(({ local }) => fieldsOf(local).year),
  D: number(({ local }) => dayOfYear(local)),
  M: ({ local }, count) => {
    const { month } = fieldsOf(local);
    return count >= 3 ? name(MONTHS[month - 1], count) : padded(month, count);
  },
  d: number(({ local }) => fieldsOf(local).day),
  a: (moment) => (hour(moment) < 12 ? 'AM' : 'PM'),
  K: number((moment) => hour(moment) % 12),
  h: number((moment) => hour(moment) % 12 || 12),
  H: number(hour),
  k: number((moment) => hour(moment) || 24),
  m: number((moment) => Math.floor(millisOfDay(moment) / 60_000) % 60),
  s: number((moment) => Math.floor(millisOfDay(moment) / 1000) % 60),
  S: (moment, count) =>
    padded(millisOfDay(moment) % 1000, 3)
      .padEnd(count, '0')
      .slice(0, count),
  z: ({ millis, zone }, count) => zone.nameAt(millis, count >= 4 ? 'long' : 'short'),
  Z: ({ millis, zone }, count) => (count >= 3 ? zone.id : offsetText(zone.offsetAt(millis), count === 2)),
};

/** An instant as text, by a pattern of Joda-Time's. */
export function formatDate(millis: number, pattern: string, zone: TimeZone): string {
  const moment = { millis, zone, local: toLocal(zone, millis) };
  return parsePattern(pattern)
    .map((part) => ('text' in part ? part.text : FIELDS[part.letter](moment, part.count)))
    .join('');
}
