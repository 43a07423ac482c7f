import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { typedValue } from '../language/typed-get.ts';
import { required } from '../parameter.ts';
import * as t from '../types.ts';

/** Arrays as properties. */
export const ELEMENT_ARRAY = [
  algorithm({
    name: 'Element.getArray',
    description: 'The array that is the value of a property.',
    returns: 'Array',
    parameters: { object: required(t.element), property: required(t.string) },
    examples: [
      {
        args: {
          object: $call('Element.set', { object: $call('Image.constant', { value: 1 }), key: 'a', value: [1, 2] }),
          property: 'a',
        },
        result: [1, 2],
      },
    ],
    run: ({ object, property }) => typedValue(t.array, object.property(property), property),
  }),
];
