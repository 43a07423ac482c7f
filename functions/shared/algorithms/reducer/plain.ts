import { type Algorithm, algorithm } from '../declare.ts';
import type { Reducer } from './reducer.ts';

/** Declares a reducer that has no parameters. */
export function plainReducer(reducer: Reducer, description: string, deprecated?: string): Algorithm {
  return algorithm({
    name: `Reducer.${reducer.name}`,
    description,
    returns: 'Reducer',
    ...(deprecated === undefined ? {} : { deprecated }),
    parameters: {},
    examples: [
      {
        args: {},
        result: { type: `Reducer.${reducer.name}`, inputs: reducer.inputs.length, outputs: [...reducer.outputs] },
      },
    ],
    run: () => reducer,
  });
}
