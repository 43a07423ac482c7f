import { wrong } from '../../errors.ts';
import type { Context } from '../context.ts';
import { type Algorithm, algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { type ParameterType, required } from '../parameter.ts';
import { Collection, type Columns } from './collection.ts';
import { concatenated, cursorOf, mapCursor } from './cursor.ts';
import { indexOf, withPrefix } from './indexed.ts';
import { collectionType } from './types.ts';

const one = (a: number) => $call('Collection', { features: [$call('Feature', { metadata: { a } })] });

function merged(first: Collection, second: Collection, context: Context): Collection {
  const columns: Columns | undefined =
    first.fields.columns && second.fields.columns
      ? new Map([...second.fields.columns, ...first.fields.columns])
      : undefined;
  const part = (collection: Collection, prefix: string) =>
    mapCursor(collection.open(), (element) => withPrefix(element, prefix));
  return new Collection(
    first.typeName,
    () =>
      concatenated(
        mapCursor(cursorOf([first, second]), (collection, i) => {
          // Of empty collections that are merged with themselves again and again, nothing else is counted.
          context.spend(1);
          return part(collection, String(i + 1));
        }),
      ),
    columns === undefined ? {} : { columns },
    [first, second],
  );
}

/** Merging, for collections of features and of images. */
export function merge(name: string, type: ParameterType<Collection>, example: Algorithm['examples']): Algorithm {
  return algorithm({
    name,
    description:
      'The elements of both collections; their indexes are prefixed by 1_ or 2_, for the collection that they come from.',
    returns: type.name,
    parameters: { collection1: required(type), collection2: required(type) },
    examples: example,
    run: ({ collection1, collection2 }, context) => merged(collection1, collection2, context),
  });
}

/** Several collections in one. */
export const COLLECTION_COMBINE = [
  merge('Collection.merge', collectionType, [
    {
      args: { collection1: one(1), collection2: one(2) },
      result: {
        type: 'FeatureCollection',
        columns: { a: 'Integer', 'system:index': 'String' },
        features: [
          { type: 'Feature', geometry: null, id: '1_0', properties: { a: 1 } },
          { type: 'Feature', geometry: null, id: '2_0', properties: { a: 2 } },
        ],
      },
    },
  ]),
  algorithm({
    name: 'Collection.flatten',
    description: 'The elements of the collections in a collection; their indexes follow those of their collections.',
    returns: 'FeatureCollection',
    parameters: { collection: required(collectionType) },
    examples: [
      {
        args: { collection: $call('Collection', { features: [one(1), one(2)] }) },
        result: {
          type: 'FeatureCollection',
          columns: {},
          features: [
            { type: 'Feature', geometry: null, id: '0_0', properties: { a: 1 } },
            { type: 'Feature', geometry: null, id: '1_0', properties: { a: 2 } },
          ],
        },
      },
    ],
    run: ({ collection }, context) =>
      collection.withElements('Collection.flatten', () =>
        concatenated(
          mapCursor(collection.open(), (inner, place) => {
            context.spend(1);
            if (!(inner instanceof Collection)) {
              throw wrong(
                `Only collections of collections can be flattened. Got an element of type ${inner.typeName}.`,
              );
            }
            const prefix = indexOf(inner) ?? String(place);
            return mapCursor(inner.open(), (element) => withPrefix(element, prefix));
          }),
        ),
      ),
  }),
];
