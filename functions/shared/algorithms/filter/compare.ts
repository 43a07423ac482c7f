import type { Json } from '../../values/value.ts';
import { type Algorithm, algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { required } from '../parameter.ts';
import { Binary, type Relation, SIDES } from './binary.ts';
import { filterType } from './filter-type.ts';
import * as relations from './relations.ts';

/** The filters that compare two sides: names, relation, description, and a right side for the example. */
const COMPARISONS: readonly (readonly [
  names: readonly string[],
  relation: Relation,
  description: string,
  rightValue?: Json,
])[] = [
  [['equals', 'eq'], relations.EQUALS, 'Passes if the sides are equal.'],
  [['notEquals', 'neq'], relations.NOT_EQUALS, 'Passes unless the sides are equal.'],
  [['lessThan', 'lt'], relations.LESS_THAN, 'Passes if the left side is less than the right one.'],
  [
    ['lessThanOrEquals', 'lte'],
    relations.LESS_THAN_OR_EQUALS,
    'Passes if the left side is less than or equal to the right one.',
  ],
  [['greaterThan', 'gt'], relations.GREATER_THAN, 'Passes if the left side is greater than the right one.'],
  [
    ['greaterThanOrEquals', 'gte'],
    relations.GREATER_THAN_OR_EQUALS,
    'Passes if the left side is greater than or equal to the right one.',
  ],
  [['stringContains'], relations.STRING_CONTAINS, 'Passes if the left string has the right one in it.', 'bc'],
  [['stringStartsWith'], relations.STRING_STARTS_WITH, 'Passes if the left string begins with the right one.', 'ab'],
  [['stringEndsWith'], relations.STRING_ENDS_WITH, 'Passes if the left string ends with the right one.', 'cd'],
  [['listContains'], relations.LIST_CONTAINS, 'Passes if the left list has the right side in it.'],
  [['dateRangeContains'], relations.DATE_RANGE_CONTAINS, 'Passes if the left date range has the right date in it.'],
  [['inList'], relations.IN_LIST, 'Passes if the left side is in the right list.', [1, 2]],
  [
    ['hasType'],
    relations.HAS_TYPE,
    'Passes if the left side is of the type that the right one names, or of a subtype of it.',
    'Number',
  ],
];

function family([names, relation, description, rightValue = 1]: (typeof COMPARISONS)[number]): Algorithm[] {
  return names.map((name) =>
    algorithm({
      name: `Filter.${name}`,
      description,
      returns: 'Filter',
      parameters: SIDES,
      examples: [
        {
          args: { leftField: 'a', rightValue },
          result: { type: `Filter.${relation.name}`, leftField: 'a', rightValue },
        },
      ],
      run: (sides) => new Binary(relation, sides),
    }),
  );
}

/** Filters that compare two sides, each a property or a value. */
export const COMPARE_FILTERS = [
  ...COMPARISONS.flatMap(family),
  algorithm({
    name: 'Filter.maxDifference',
    description: 'Passes if both sides are numbers, or dates, that differ by so much at most.',
    returns: 'Filter',
    parameters: { difference: required(t.float), ...SIDES },
    examples: [
      {
        args: { difference: 2, leftField: 'a', rightField: 'b' },
        result: { type: 'Filter.maxDifference', leftField: 'a', rightField: 'b', difference: 2 },
      },
    ],
    run: ({ difference, ...sides }) => new Binary(relations.maxDifference(difference), sides, { difference }),
  }),
  algorithm({
    name: 'List.filter',
    description: "The elements of a list that pass a filter, in which they are the property 'item'.",
    returns: 'List<Object>',
    parameters: { list: required(t.objects), filter: required(filterType) },
    examples: [
      {
        args: { list: [1, 2, 3], filter: $call('Filter.greaterThan', { leftField: 'item', rightValue: 1 }) },
        result: [2, 3],
      },
    ],
    run: ({ list, filter }, context) => {
      context.spend(list.length);
      return list.filter((item) => filter.test({ property: (name) => (name === 'item' ? item : null) }));
    },
  }),
];
