import { wrong } from '../../errors.ts';
import { algorithm } from '../declare.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';

/** Names for the one geometry that the features of a table have. */
const GEOMETRY = ['geometry', '.geo'];

/** Collections from assets. */
export const COLLECTION_SOURCES = [
  algorithm({
    name: 'Collection.loadTable',
    description: 'The features of a table asset.',
    source: { asset: 'tableId' },
    returns: 'FeatureCollection',
    parameters: {
      tableId: required(t.string),
      geometryColumn: optional(t.string),
      version: defaulted(t.long, -1),
    },
    examples: [
      {
        args: { tableId: 'places' },
        result: {
          type: 'FeatureCollection',
          id: 'places',
          version: 1,
          columns: { name: 'String', 'system:index': 'String' },
          features: [
            {
              type: 'Feature',
              geometry: { type: 'Point', coordinates: [-34.9, -8] },
              id: '00000000000000000000',
              properties: { name: 'Olinda' },
            },
          ],
        },
      },
    ],
    run: ({ tableId, geometryColumn, version }, context) => {
      if (geometryColumn !== null && !GEOMETRY.includes(geometryColumn)) {
        throw wrong(`Tables have one geometry: there is no geometry column '${geometryColumn}'.`);
      }
      return context.assets.table(tableId, version < 0 ? undefined : version);
    },
  }),
];
