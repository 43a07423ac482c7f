import { wrong } from '../../errors.ts';

/** Calendar arithmetic on local times: milliseconds since 1970 in UTC's reckoning, in the proleptic Gregorian calendar. */

export const UNITS = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const;
export type Unit = (typeof UNITS)[number];

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** The mean of the Gregorian calendar's 400 years. */
const YEAR = 365.2425 * DAY;

/** Mean lengths in milliseconds, as Joda-Time's ISO chronology has them. */
export const MEAN_LENGTH: { readonly [unit in Unit]: number } = {
  year: YEAR,
  month: YEAR / 12,
  week: WEEK,
  day: DAY,
  hour: HOUR,
  minute: MINUTE,
  second: SECOND,
};

/** Dates lie within 270,000 years of 1970. */
const LAST = 8.64e15;

/** A unit by its name, singular or plural. */
export function unitOf(text: string): Unit {
  const name = text.toLowerCase().replace(/s$/, '');
  const unit = UNITS.find((candidate) => candidate === name);
  if (unit) return unit;
  throw wrong(`Invalid unit '${text.slice(0, 100)}': one of ${UNITS.join(', ')} is expected.`);
}

/** The local time of calendar fields. Months count from 1; fields out of their range carry over. */
export function localTime(year: number, month: number, day: number, millisOfDay = 0): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return checked(date.getTime() + millisOfDay);
}

function checked(local: number): number {
  if (Math.abs(local) <= LAST) return local;
  throw wrong('The date is too far from 1970.');
}

export interface CalendarFields {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly millisOfDay: number;
}

/** The calendar fields of a local time. */
export function fieldsOf(local: number): CalendarFields {
  const date = new Date(checked(local));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    millisOfDay: modulo(local, DAY),
  };
}

export function modulo(value: number, divisor: number): number {
  return value - Math.floor(value / divisor) * divisor;
}

/** Whether there is such a day. */
export function isDay(year: number, month: number, day: number): boolean {
  const { year: y, month: m, day: d } = fieldsOf(localTime(year, month, day));
  return y === year && m === month && d === day;
}

/** A whole number of units later. A day that the month does not have becomes its last. */
export function addUnits(local: number, count: number, unit: Unit): number {
  if (unit !== 'year' && unit !== 'month') return checked(local + count * MEAN_LENGTH[unit]);
  const { year, month, day, millisOfDay } = fieldsOf(local);
  const months = year * 12 + month - 1 + count * (unit === 'year' ? 12 : 1);
  const [newYear, newMonth] = [Math.floor(months / 12), modulo(months, 12) + 1];
  const days = fieldsOf(localTime(newYear, newMonth + 1, 0)).day;
  return localTime(newYear, newMonth, Math.min(day, days), millisOfDay);
}

/** The start of the unit that a local time is in. Weeks start on Monday. */
export function startOf(local: number, unit: Unit): number {
  const { year, month } = fieldsOf(local);
  if (unit === 'year') return localTime(year, 1, 1);
  if (unit === 'month') return localTime(year, month, 1);
  if (unit === 'week') return local - modulo(local, DAY) - (dayOfWeek(local) - 1) * DAY;
  return local - modulo(local, MEAN_LENGTH[unit]);
}

/** 1 for Monday to 7 for Sunday. */
export function dayOfWeek(local: number): number {
  // 1970 began on a Thursday.
  return modulo(Math.floor(local / DAY) + 3, 7) + 1;
}

/** From 1. */
export function dayOfYear(local: number): number {
  return Math.floor((local - startOf(local, 'year')) / DAY) + 1;
}

/** The year and the number of the ISO 8601 week: the first week is the one that the year's first Thursday is in. */
export function weekOf(local: number): { weekyear: number; week: number } {
  const thursday = startOf(local, 'week') + 3 * DAY;
  return { weekyear: fieldsOf(thursday).year, week: Math.floor((dayOfYear(thursday) - 1) / 7) + 1 };
}

/** The Monday of a week of a week year. */
export function startOfWeek(weekyear: number, week: number): number {
  return startOf(localTime(weekyear, 1, 4), 'week') + (week - 1) * WEEK;
}

/** The number of whole units between a start and a later local time. */
export function wholeUnits(start: number, local: number, unit: Unit): number {
  if (unit !== 'year' && unit !== 'month') return Math.floor((local - start) / MEAN_LENGTH[unit]);
  const [from, to] = [fieldsOf(start), fieldsOf(local)];
  const months = (to.year - from.year) * 12 + to.month - from.month;
  return unit === 'month' ? months : Math.floor(months / 12);
}
