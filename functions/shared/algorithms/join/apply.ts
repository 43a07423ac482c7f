import { andThen } from '../../values/value.ts';
import { Collection } from '../collection/collection.ts';
import { collect, concatenated, cursorOf, deferred, mapCursor } from '../collection/cursor.ts';
import { withNamedErrors } from '../collection/named-errors.ts';
import { collectionType } from '../collection/types.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { filterType } from '../filter/filter-type.ts';
import { required } from '../parameter.ts';
import { joinType } from './join-type.ts';
import { Matcher } from './match.ts';

const collection = (...values: number[]) =>
  $call('Collection', { features: values.map((a) => $call('Feature', { metadata: { a } })) });

/** Joining two collections. */
export const JOIN_APPLY = [
  algorithm({
    name: 'Join.apply',
    description: 'Joins two collections by a condition on an element of each.',
    returns: 'FeatureCollection',
    parameters: {
      join: required(joinType),
      primary: required(collectionType),
      secondary: required(collectionType),
      condition: required(filterType),
    },
    examples: [
      {
        args: {
          join: $call('Join.simple', {}),
          primary: collection(1, 2),
          secondary: collection(2, 3),
          condition: $call('Filter.equals', { leftField: 'a', rightField: 'a' }),
        },
        result: {
          type: 'FeatureCollection',
          columns: { a: 'Integer', 'system:index': 'String' },
          features: [{ type: 'Feature', geometry: null, id: '1', properties: { a: 2 } }],
        },
      },
    ],
    run: ({ join, primary, secondary, condition }, context) => {
      const open = () =>
        deferred(() =>
          andThen(collect(secondary.open()), (seconds) => {
            const matcher = new Matcher(seconds, condition, context);
            return concatenated(
              mapCursor(primary.open(), (first) => cursorOf(join.results(first, matcher.matches(first)))),
            );
          }),
        );
      if (join.result === 'selection') return primary.withSelection('Join.apply', open, secondary);
      return join.result === 'elements'
        ? primary.withElements('Join.apply', open, secondary)
        : new Collection('FeatureCollection', withNamedErrors('Join.apply', open), {}, [primary, secondary]);
    },
  }),
];
