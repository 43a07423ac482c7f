import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { required } from '../parameter.ts';
import { filterType } from './filter-type.ts';
import { And, Not, Or } from './logical.ts';
import { Unary } from './unary.ts';

const BELOW_5 = $call('Filter.lessThan', { leftField: 'a', rightValue: 5 });
const BELOW_5_ENCODED = { type: 'Filter.lessThan', leftField: 'a', rightValue: 5 };

/** Filters made of filters, and those that ask for a property or a geometry. */
export const COMBINE_FILTERS = [
  algorithm({
    name: 'Filter.and',
    description: 'Passes if all of the filters do.',
    returns: 'Filter',
    parameters: { filters: required(t.list(filterType)) },
    examples: [{ args: { filters: [BELOW_5] }, result: { type: 'Filter.and', filters: [BELOW_5_ENCODED] } }],
    run: ({ filters }) => new And(filters),
  }),
  algorithm({
    name: 'Filter.or',
    description: 'Passes if any of the filters does.',
    returns: 'Filter',
    parameters: { filters: required(t.list(filterType)) },
    examples: [{ args: { filters: [BELOW_5] }, result: { type: 'Filter.or', filters: [BELOW_5_ENCODED] } }],
    run: ({ filters }) => new Or(filters),
  }),
  algorithm({
    name: 'Filter.not',
    description: 'Passes if the filter does not.',
    returns: 'Filter',
    parameters: { filter: required(filterType) },
    examples: [{ args: { filter: BELOW_5 }, result: { type: 'Filter.not', filter: BELOW_5_ENCODED } }],
    run: ({ filter }) => new Not(filter),
  }),
  algorithm({
    name: 'Filter.always',
    description: 'Passes always.',
    returns: 'Filter',
    hidden: true,
    parameters: {},
    examples: [{ args: {}, result: { type: 'Filter.always' } }],
    run: () => new Unary('always', {}, () => true),
  }),
  algorithm({
    name: 'Filter.never',
    description: 'Passes never.',
    returns: 'Filter',
    hidden: true,
    parameters: {},
    examples: [{ args: {}, result: { type: 'Filter.never' } }],
    run: () => new Unary('never', {}, () => false),
  }),
  algorithm({
    name: 'Filter.notNull',
    description: 'Passes if none of the properties is missing or null.',
    returns: 'Filter',
    parameters: { properties: required(t.list(t.string)) },
    examples: [{ args: { properties: ['a'] }, result: { type: 'Filter.notNull', properties: ['a'] } }],
    run: ({ properties }) =>
      new Unary('notNull', { properties }, (fields) => properties.every((name) => fields.property(name) !== null)),
  }),
  algorithm({
    name: 'Filter.hasGeometry',
    description: 'Passes if the element has a geometry.',
    returns: 'Filter',
    hidden: true,
    parameters: {},
    examples: [{ args: {}, result: { type: 'Filter.hasGeometry' } }],
    run: () => new Unary('hasGeometry', {}, (fields) => fields.property('.geo') !== null),
  }),
];
