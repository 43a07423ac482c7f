import { wrong } from '../../errors.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, optional } from '../parameter.ts';
import { errorMargin } from './error-margin.ts';

export const ERROR_MARGIN = [
  algorithm({
    name: 'ErrorMargin',
    description: 'How far a result may be off, in metres or in units of a projection.',
    returns: 'ErrorMargin',
    parameters: { value: optional(t.float), unit: defaulted(t.oneOf('meters', 'projected', 'infinite'), 'meters') },
    examples: [{ args: { value: 1 }, result: { type: 'ErrorMargin', unit: 'meters', value: 1 } }],
    run: ({ value, unit }) => {
      if (unit !== 'infinite' && value === null) throw wrong("'value' is required, unless the unit is 'infinite'.");
      return errorMargin(value ?? Infinity, unit);
    },
  }),
];
