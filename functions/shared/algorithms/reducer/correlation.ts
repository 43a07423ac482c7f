import { wrong } from '../../errors.ts';
import { float } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted } from '../parameter.ts';
import { tupleReducer } from './kinds.ts';
import { PairMoments } from './linear-fit.ts';
import { plainReducer } from './plain.ts';
import type { Reducer } from './reducer.ts';
import { studentTwoSided } from './statistics/distributions.ts';
import { kendall } from './statistics/kendall.ts';
import { ranks } from './statistics/ranks.ts';

const OUTPUTS = ['correlation', 'p-value'];

/** The correlation of moments of n pairs, and how likely one so far from 0 is by chance. */
function correlationOf({ xx, yy, xy }: PairMoments, n: number): Value[] {
  if (!(xx > 0 && yy > 0)) return [null, null];
  const r = Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
  const freedom = n - 2;
  if (freedom < 1) return [float(r), null];
  return [float(r), float(studentTwoSided(r * Math.sqrt(freedom / (1 - r * r)), freedom))];
}

const PEARSON = tupleReducer('pearsonsCorrelation', 2, OUTPUTS, () => {
  const moments = new PairMoments();
  let n = 0;
  return {
    add: ([x, y]) => {
      moments.add(x, y, 1);
      n++;
    },
    results: () => correlationOf(moments, n),
  };
});

const SPEARMAN = tupleReducer('spearmansCorrelation', 2, OUTPUTS, () => {
  const [xs, ys]: [number[], number[]] = [[], []];
  return {
    add: ([x, y]) => {
      xs.push(x);
      ys.push(y);
    },
    results: () => {
      const moments = new PairMoments();
      const [a, b] = [ranks(xs), ranks(ys)];
      a.forEach((rank, i) => {
        moments.add(rank, b[i], 1);
      });
      return correlationOf(moments, xs.length);
    },
  };
});

function kendallReducer(inputs: number): Reducer {
  return tupleReducer('kendallsCorrelation', inputs, ['tau', 'p-value'], () => {
    const [xs, ys]: [number[], number[]] = [[], []];
    return {
      add: (values) => {
        xs.push(inputs === 1 ? xs.length : values[0]);
        ys.push(values[inputs - 1]);
      },
      results: () => {
        const result = kendall(xs, ys);
        return result === null ? [null, null] : [float(result.tau), float(result.pValue)];
      },
    };
  });
}

/** Correlations. */
export const CORRELATION_REDUCERS = [
  plainReducer(PEARSON, "Pearson's correlation of two inputs, and its two-sided p-value."),
  plainReducer(SPEARMAN, "Spearman's rank correlation of two inputs, and its two-sided p-value."),
  algorithm({
    name: 'Reducer.kendallsCorrelation',
    description: "Kendall's tau-b and its two-sided p-value, of two inputs or of one input and its order.",
    returns: 'Reducer',
    parameters: { numInputs: defaulted(t.integer, 1) },
    examples: [{ args: {}, result: { type: 'Reducer.kendallsCorrelation', inputs: 1, outputs: ['tau', 'p-value'] } }],
    run: ({ numInputs }) => {
      if (numInputs !== 1 && numInputs !== 2) throw wrong(`'numInputs' must be 1 or 2. Got ${numInputs}.`);
      return kendallReducer(numInputs);
    },
  }),
];
