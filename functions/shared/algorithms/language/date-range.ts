import { wrong } from '../../errors.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { optional, required } from '../parameter.ts';
import { dateFrom } from './date-from.ts';
import { DateRangeValue } from './date-range-value.ts';
import { DateValue } from './date-value.ts';
import * as t from './types.ts';

const range = (start: number, end: number) => $call('DateRange', { start, end });

/** Ranges of time: the start is in them, the end is not. */
export const DATE_RANGE = [
  algorithm({
    name: 'DateRange',
    description:
      'Makes a range from a start to an end, which is not in it; without an end, of one millisecond. A range is returned as it is.',
    returns: 'DateRange',
    parameters: { start: required(t.object), end: optional(t.object), timeZone: optional(t.string) },
    examples: [
      {
        args: { start: '2017-06-24', end: '2017-07-24' },
        result: { type: 'DateRange', dates: [1498262400000, 1500854400000] },
      },
      { args: { start: 0 }, result: { type: 'DateRange', dates: [0, 1] } },
    ],
    run: ({ start, end, timeZone }) => {
      if (start instanceof DateRangeValue && end === null) return start;
      const from = dateFrom(start, timeZone).millis;
      return new DateRangeValue(from, end === null ? from + 1 : dateFrom(end, timeZone).millis);
    },
  }),
  algorithm({
    name: 'DateRange.unbounded',
    description: 'The range of all time.',
    returns: 'DateRange',
    parameters: {},
    examples: [{ args: {}, result: { type: 'DateRange', dates: [-(2 ** 63), 2 ** 63] } }],
    run: () => DateRangeValue.UNBOUNDED,
  }),
  algorithm({
    name: 'DateRange.start',
    description: 'The start, which is in the range.',
    returns: 'Date',
    parameters: { dateRange: required(t.dateRange) },
    examples: [{ args: { dateRange: range(1, 5) }, result: { type: 'Date', value: 1 } }],
    run: ({ dateRange }) => new DateValue(dateRange.start),
  }),
  algorithm({
    name: 'DateRange.end',
    description: 'The end, which is not in the range.',
    returns: 'Date',
    parameters: { dateRange: required(t.dateRange) },
    examples: [{ args: { dateRange: range(1, 5) }, result: { type: 'Date', value: 5 } }],
    run: ({ dateRange }) => new DateValue(dateRange.end),
  }),
  algorithm({
    name: 'DateRange.contains',
    description: 'Whether a date, or all of another range, is in the range.',
    returns: 'Boolean',
    parameters: { dateRange: required(t.dateRange), other: required(t.object) },
    examples: [
      { args: { dateRange: range(1, 5), other: 5 }, result: false },
      { args: { dateRange: range(1, 5), other: range(2, 5) }, result: true },
    ],
    run: ({ dateRange, other }) =>
      other instanceof DateRangeValue
        ? other.start >= dateRange.start && other.end <= dateRange.end
        : dateRange.contains(dateFrom(other, null).millis),
  }),
  algorithm({
    name: 'DateRange.intersects',
    description: 'Whether two ranges have time in common.',
    returns: 'Boolean',
    parameters: { dateRange: required(t.dateRange), other: required(t.dateRange) },
    examples: [{ args: { dateRange: range(1, 5), other: range(5, 9) }, result: false }],
    run: ({ dateRange, other }) => dateRange.intersects(other),
  }),
  algorithm({
    name: 'DateRange.intersection',
    description: 'The time that two ranges have in common; an error if there is none.',
    returns: 'DateRange',
    parameters: { dateRange: required(t.dateRange), other: required(t.dateRange) },
    examples: [{ args: { dateRange: range(1, 5), other: range(3, 9) }, result: { type: 'DateRange', dates: [3, 5] } }],
    run: ({ dateRange, other }) => {
      if (!dateRange.intersects(other)) throw wrong('The ranges do not intersect.');
      return new DateRangeValue(Math.max(dateRange.start, other.start), Math.min(dateRange.end, other.end));
    },
  }),
  algorithm({
    name: 'DateRange.union',
    description: 'The range from the earlier start of two ranges to their later end, including any gap between them.',
    returns: 'DateRange',
    parameters: { dateRange: required(t.dateRange), other: required(t.dateRange) },
    examples: [{ args: { dateRange: range(1, 5), other: range(8, 9) }, result: { type: 'DateRange', dates: [1, 9] } }],
    run: ({ dateRange, other }) => {
      if (dateRange.isEmpty) return other;
      if (other.isEmpty) return dateRange;
      return new DateRangeValue(Math.min(dateRange.start, other.start), Math.max(dateRange.end, other.end));
    },
  }),
  algorithm({
    name: 'DateRange.isEmpty',
    description: 'Whether there is no time in the range.',
    returns: 'Boolean',
    parameters: { dateRange: required(t.dateRange) },
    examples: [{ args: { dateRange: range(5, 5) }, result: true }],
    run: ({ dateRange }) => dateRange.isEmpty,
  }),
  algorithm({
    name: 'DateRange.isUnbounded',
    description: 'Whether the range is all time.',
    returns: 'Boolean',
    parameters: { dateRange: required(t.dateRange) },
    examples: [{ args: { dateRange: $call('DateRange.unbounded', {}) }, result: true }],
    run: ({ dateRange }) => dateRange.isUnbounded,
  }),
];
