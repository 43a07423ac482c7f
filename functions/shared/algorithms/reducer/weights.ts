import { wrong } from '../../errors.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import type { Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { required } from '../parameter.ts';
import type { Accumulator } from './accumulator.ts';
import { Reducer } from './reducer.ts';
import { reducerType } from './reducer-type.ts';

/** The reducer without weights: every input has weight 1. */
function unweighted(reducer: Reducer): Reducer {
  const inputs = reducer.inputs.map(() => false);
  const ones = reducer.inputs.map(() => 1);
  const { numbers, tiles: _, neighborhoods: __, ...fields } = reducer.fields;
  return new Reducer({
    ...fields,
    parts: [reducer],
    inputs,
    open: () => {
      const accumulator = reducer.open();
      return { add: (values) => accumulator.add(values, ones), results: () => accumulator.results() };
    },
    ...(numbers
      ? {
          numbers: () => {
            const accumulator = numbers();
            return { add: (value) => accumulator.add(value, 1), results: () => accumulator.results() };
          },
        }
      : {}),
  });
}

function weightOf(value: Value): number {
  if (value === null) return 0;
  if (isNumberValue(value)) return toDouble(value);
  throw wrong('A weight must be a number.');
}

/** The reducer with each weight as an additional input: first the inputs, then the weights of those that have one. */
function splitWeights(reducer: Reducer): Reducer {
  let next = reducer.inputs.length;
  const places = reducer.inputs.map((weighted, value) => ({ value, weight: weighted ? next++ : undefined }));
  const { numbers: _, tiles: __, neighborhoods: ___, ...fields } = reducer.fields;
  const open = (): Accumulator => {
    const accumulator = reducer.open();
    return {
      add(inputs) {
        const weights = places.map(({ weight }) => (weight === undefined ? 1 : weightOf(inputs[weight])));
        // What weighs nothing is as if it were not there.
        if (weights.some((weight) => !(weight > 0))) return;
        accumulator.add(
          places.map(({ value }) => inputs[value]),
          weights,
        );
      },
      results: () => accumulator.results(),
    };
  };
  return new Reducer({
    ...fields,
    parts: [reducer],
    inputs: new Array<boolean>(next).fill(false),
    open,
    pixelTypes: (types) => reducer.pixelTypes(places.map(({ value }) => types[value])),
  });
}

const MEAN = $call('Reducer.mean', {});

/** Reducers with their weights left out, or as inputs. */
export const WEIGHT_REDUCERS = [
  algorithm({
    name: 'Reducer.unweighted',
    description: 'The reducer without weights.',
    returns: 'Reducer',
    parameters: { reducer: required(reducerType) },
    examples: [{ args: { reducer: MEAN }, result: { type: 'Reducer.mean', inputs: 1, outputs: ['mean'] } }],
    run: ({ reducer }) => unweighted(reducer),
  }),
  algorithm({
    name: 'Reducer.splitWeights',
    description: 'The reducer with each weight as an input of its own: first the inputs, then their weights.',
    returns: 'Reducer',
    parameters: { reducer: required(reducerType) },
    examples: [{ args: { reducer: MEAN }, result: { type: 'Reducer.mean', inputs: 2, outputs: ['mean'] } }],
    run: ({ reducer }) => splitWeights(reducer),
  }),
];
