import { float } from '../../values/number.ts';
import { algorithm, wrong } from '../declare.ts';
import { defaulted } from '../parameter.ts';
import * as t from '../types.ts';
import { type Accumulator, Reducer } from './reducer.ts';

/** A sum with the rounding error carried along (Neumaier), so that a million pixels add up exactly enough. */
class CompensatedSum {
  #sum = 0;
  #lost = 0;

  add(value: number): void {
    const next = this.#sum + value;
    this.#lost += Math.abs(this.#sum) >= Math.abs(value) ? this.#sum - next + value : value - next + this.#sum;
    this.#sum = next;
  }

  get value(): number {
    return this.#sum + this.#lost;
  }
}

function mean(): Accumulator {
  const sum = new CompensatedSum();
  const weights = new CompensatedSum();
  return {
    add(value, weight) {
      sum.add(value * weight);
      weights.add(weight);
    },
    result: () => (weights.value > 0 ? float(sum.value / weights.value) : null),
  };
}

function sum(): Accumulator {
  const total = new CompensatedSum();
  return {
    add: (value, weight) => total.add(value * weight),
    result: () => total.value,
  };
}

function count(): Accumulator {
  let n = 0;
  return {
    add: () => {
      n++;
    },
    result: () => n,
  };
}

function extreme(better: (a: number, b: number) => boolean): () => Accumulator {
  return () => {
    let best: number | null = null;
    return {
      add: (value) => {
        if (best === null || better(value, best)) best = value;
      },
      result: () => best,
    };
  };
}

export const MEAN = new Reducer('mean', ['mean'], true, mean);
export const SUM = new Reducer('sum', ['sum'], true, sum);
export const COUNT = new Reducer('count', ['count'], false, count);
export const MIN = new Reducer(
  'min',
  ['min'],
  false,
  extreme((a, b) => a < b),
);
export const MAX = new Reducer(
  'max',
  ['max'],
  false,
  extreme((a, b) => a > b),
);

function plain(reducer: Reducer, description: string) {
  return algorithm({
    name: `Reducer.${reducer.name}`,
    description,
    returns: 'Reducer',
    parameters: {},
    run: () => reducer,
  });
}

/** Reducers that have a number of inputs, of which Terrane has one so far. */
function ofInputs(reducer: Reducer, description: string) {
  return algorithm({
    name: `Reducer.${reducer.name}`,
    description,
    returns: 'Reducer',
    parameters: { numInputs: defaulted(t.integer, 1) },
    run: ({ numInputs }) => {
      if (numInputs !== 1) throw wrong(`numInputs ${numInputs} is not supported yet: only 1 is.`);
      return reducer;
    },
  });
}

/** The reducers of one input and one output. */
export const BASIC_REDUCERS = [
  plain(MEAN, 'The weighted mean.'),
  plain(SUM, 'The weighted sum.'),
  plain(COUNT, 'The number of values.'),
  ofInputs(MIN, 'The smallest value.'),
  ofInputs(MAX, 'The largest value.'),
];
