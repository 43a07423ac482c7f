import { wrong } from '../../errors.ts';
import { keyOf } from '../../values/equality.ts';
import { compareValues } from '../../values/order.ts';
import type { Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import type { Accumulator } from './accumulator.ts';
import { Reducer } from './reducer.ts';
import { reducerType } from './reducer-type.ts';

/** Reduces the records of each group apart; one of the inputs says which group a record is in. */
function grouped(reducer: Reducer, field: number, name: string): Reducer {
  const inputs = reducer.inputs.toSpliced(field, 0, false);
  if (field < 0 || field > reducer.inputs.length) {
    throw wrong(`'groupField' must be from 0 to ${reducer.inputs.length}. Got ${field}.`);
  }
  const open = (): Accumulator => {
    const groups = new Map<unknown, { value: Value; accumulator: Accumulator }>();
    return {
      add(values, weights) {
        const value = values[field];
        if (value === null) return;
        const key = keyOf(value);
        let group = groups.get(key);
        if (group === undefined) {
          group = { value, accumulator: reducer.open() };
          groups.set(key, group);
        }
        group.accumulator.add(values.toSpliced(field, 1), weights.toSpliced(field, 1));
      },
      results() {
        const sorted = [...groups.values()].sort((a, b) => compareValues(a.value, b.value));
        const list = sorted.map(({ value, accumulator }): Value => {
          const results = accumulator.results();
          return new Map([[name, value], ...reducer.outputs.map((output, i): [string, Value] => [output, results[i]])]);
        });
        return [list];
      },
    };
  };
  return new Reducer({ name: 'group', parts: [reducer], inputs, outputs: ['groups'], open });
}

/** Reducers that reduce groups of records apart. */
export const GROUP_REDUCERS = [
  algorithm({
    name: 'Reducer.group',
    description: 'Groups records by the value of an input, and reduces each group: a list with a dictionary for each.',
    returns: 'Reducer',
    parameters: {
      reducer: required(reducerType),
      groupField: defaulted(t.integer, 0),
      groupName: defaulted(t.string, 'group'),
    },
    examples: [
      {
        args: { reducer: $call('Reducer.mean', {}) },
        result: { type: 'Reducer.group', inputs: 2, outputs: ['groups'] },
      },
    ],
    run: ({ reducer, groupField, groupName }) => grouped(reducer, groupField, groupName),
  }),
];
