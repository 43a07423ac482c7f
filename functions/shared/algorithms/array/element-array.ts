import { elementType } from '../collection/types.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { typedValue } from '../language/typed-get.ts';
import * as t from '../language/types.ts';
import { required } from '../parameter.ts';
import { arrayType } from './array-type.ts';

/** Arrays as properties. */
export const ELEMENT_ARRAY = [
  algorithm({
    name: 'Element.getArray',
    description: 'The array that is the value of a property.',
    returns: 'Array',
    parameters: { object: required(elementType), property: required(t.string) },
    examples: [
      {
        args: {
          object: $call('Element.set', { object: $call('Image.constant', { value: 1 }), key: 'a', value: [1, 2] }),
          property: 'a',
        },
        result: [1, 2],
      },
    ],
    run: ({ object, property }) => typedValue(arrayType, object.property(property), property),
  }),
];
