import { isNumberValue, toDouble } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { comparable, compareScalars } from './comparable.ts';
import type { Fields } from './filter.ts';
import { Unary } from './unary.ts';

const MILLIS_A_DAY = 86_400_000;

/** Fields of a moment in UTC, as the calendar filters name them. Days of the week are 1 (Monday) to 7. */
const CALENDAR: { readonly [field: string]: (moment: Date) => number } = {
  year: (moment) => moment.getUTCFullYear(),
  month: (moment) => moment.getUTCMonth() + 1,
  hour: (moment) => moment.getUTCHours(),
  minute: (moment) => moment.getUTCMinutes(),
  day_of_year: (moment) => Math.floor((moment.getTime() - Date.UTC(moment.getUTCFullYear(), 0, 1)) / MILLIS_A_DAY) + 1,
  day_of_month: (moment) => moment.getUTCDate(),
  day_of_week: (moment) => moment.getUTCDay() || 7,
};

/** When an element was taken; undefined if it does not say. */
function moment(fields: Fields): Date | undefined {
  const start = comparable(fields.property('system:time_start'));
  return isNumberValue(start) ? new Date(toDouble(start)) : undefined;
}

/** Passes if a field of the element's time is in a range, which may run over the end of the year, week or hour. */
function calendarFilter(name: string, field: string, start: number, end: number, parts: { [key: string]: Value }) {
  return new Unary(name, parts, (fields) => {
    const time = moment(fields);
    if (time === undefined) return false;
    const value = CALENDAR[field](time);
    return start <= end ? value >= start && value <= end : value >= start || value <= end;
  });
}

/** Filters for values between two others, and for times of the year. */
export const RANGE_FILTERS = [
  algorithm({
    name: 'Filter.rangeContains',
    description: 'Passes if a property is between two values, or equal to one of them.',
    returns: 'Filter',
    parameters: { field: required(t.string), minValue: required(t.object), maxValue: required(t.object) },
    examples: [
      {
        args: { field: 'a', minValue: 1, maxValue: 2 },
        result: { type: 'Filter.rangeContains', field: 'a', minValue: 1, maxValue: 2 },
      },
    ],
    run: ({ field, minValue, maxValue }) =>
      new Unary('rangeContains', { field, minValue, maxValue }, (fields) => {
        const value = fields.property(field);
        const [low, high] = [compareScalars(minValue, value), compareScalars(value, maxValue)];
        return low !== undefined && high !== undefined && low <= 0 && high <= 0;
      }),
  }),
  algorithm({
    name: 'Filter.calendarRange',
    description: "Passes if a field of the element's time is in a range; both of its ends are in it.",
    returns: 'Filter',
    parameters: {
      start: required(t.integer),
      end: optional(t.integer),
      field: defaulted(t.oneOf(...Object.keys(CALENDAR)), 'day_of_year'),
    },
    examples: [
      {
        args: { start: 6, end: 8, field: 'month' },
        result: { type: 'Filter.calendarRange', start: 6, end: 8, field: 'month' },
      },
    ],
    run: ({ start, end, field }) => calendarFilter('calendarRange', field, start, end ?? start, { start, end, field }),
  }),
  algorithm({
    name: 'Filter.dayOfYear',
    description: "Passes if the day of the year of the element's time is in a range; both of its ends are in it.",
    returns: 'Filter',
    parameters: { start: required(t.integer), end: required(t.integer) },
    examples: [{ args: { start: 1, end: 32 }, result: { type: 'Filter.dayOfYear', start: 1, end: 32 } }],
    run: ({ start, end }) => calendarFilter('dayOfYear', 'day_of_year', start, end, { start, end }),
  }),
];
