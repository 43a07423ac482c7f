import { wrong } from '../../errors.ts';
import { scalar } from '../../raster/scalar/table.ts';
import { toDouble } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { claimList } from './list-size.ts';
import { applyScalar } from './scalar-number.ts';
import * as t from './types.ts';

/** Lists that are made from nothing. */
export const LIST_MAKE = [
  algorithm({
    name: 'List.sequence',
    description: 'Numbers from start to end (included) in steps, or a count of them.',
    returns: 'List<Object>',
    parameters: {
      start: required(t.number),
      end: optional(t.number),
      step: defaulted(t.number, 1),
      count: optional(t.integer),
    },
    examples: [
      { args: { start: 1, end: 3 }, result: [1, 2, 3] },
      { args: { start: 0, end: 1, count: 3 }, result: [0, 0.5, 1] },
      { args: { start: 5, step: -2, count: 3 }, result: [5, 3, 1] },
    ],
    run: ({ start, end, step, count }, context) => {
      const [from, by] = [toDouble(start), toDouble(step)];
      if (end === null && count === null) throw wrong("One of 'end' and 'count' is required.");
      if (by === 0 && count === null) throw wrong("'step' must not be 0.");
      // A step such as 0.1 is not exact: the end counts if it is missed by no more than that.
      const length = Math.max(0, count ?? Math.floor((toDouble(end as number) - from) / by + 1e-10) + 1);
      if (!Number.isFinite(length)) throw wrong("'start', 'end' and 'step' must be finite numbers.");
      claimList(length, context);
      const between = end !== null && count !== null ? (toDouble(end) - from) / Math.max(1, count - 1) : step;
      const [add, multiply] = [scalar('add'), scalar('multiply')];
      return Array.from({ length }, (_, i) => applyScalar(add, start, applyScalar(multiply, between, i)));
    },
  }),
  algorithm({
    name: 'List.repeat',
    description: 'A list of one value, a number of times.',
    returns: 'List<Object>',
    parameters: { value: required(t.object), count: required(t.integer) },
    examples: [{ args: { value: 'a', count: 2 }, result: ['a', 'a'] }],
    run: ({ value, count }, context) => {
      if (count < 0) throw wrong(`'count' must not be negative. Got ${count}.`);
      claimList(count, context);
      return new Array<Value>(count).fill(value);
    },
  }),
];
