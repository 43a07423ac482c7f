import { wrong } from '../../errors.ts';
import { Geometry } from '../../geometry/geometry.ts';
import { areaOf } from '../../geometry/measure/area.ts';
import { isEmpty } from '../../geometry/parts.ts';
import { coveringGrid } from '../../geometry/shapes/covering-grid.ts';
import { randomPoint } from '../../geometry/shapes/random-points.ts';
import type { Value } from '../../values/value.ts';
import { Collection } from '../collection/collection.ts';
import type { Cursor } from '../collection/cursor.ts';
import type { Element } from '../collection/element.ts';
import { Feature } from '../collection/feature.ts';
import { algorithm } from '../declare.ts';
import { projectionOf } from '../image/grid.ts';
import { randomFrom } from '../language/random.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { ErrorMargin } from './error-margin.ts';
import { POINT, planarPolygon, SQUARE } from './samples.ts';
import { errorMarginType, geometryType } from './types.ts';

/** Cells and points that a collection may be made of. */
const MOST = 10_000_000;
const NO_PROPERTIES: ReadonlyMap<string, Value> = new Map();
const MARGIN = new ErrorMargin(100, 'meters');
const COLUMNS = new Map([['system:index', 'String']]);

function cursorOver(elements: Iterator<Element>): Cursor<Element> {
  return { next: () => elements.next().value as Element | undefined };
}

/** Collections of features made from a geometry. */
export const GEOMETRY_MADE_FEATURES = [
  algorithm({
    name: 'Geometry.coveringGrid',
    description: "The cells of a projection's grid that the geometry touches, as features.",
    returns: 'FeatureCollection',
    parameters: { geometry: required(geometryType), proj: required(t.projection), scale: optional(t.float) },
    examples: [
      {
        args: { geometry: POINT, proj: 'EPSG:4326' },
        result: {
          type: 'FeatureCollection',
          columns: { 'system:index': 'String' },
          features: [
            {
              type: 'Feature',
              geometry: planarPolygon([0, 0], [1, 0], [1, 1], [0, 1], [0, 0]),
              id: '0,0',
              properties: {},
            },
          ],
        },
      },
    ],
    run: ({ geometry, proj, scale }, context) => {
      const { count, cells } = coveringGrid(geometry, projectionOf(proj, null, scale));
      if (!(count <= MOST)) throw wrong(`The grid has ${count} cells within the bounds; at most ${MOST} are possible.`);
      const features = function* () {
        for (const cell of cells()) {
          context.spend(1);
          if (cell) yield new Feature(cell.outline, NO_PROPERTIES, `${cell.column},${cell.row}`);
        }
      };
      return new Collection('FeatureCollection', () => cursorOver(features()), { columns: COLUMNS });
    },
  }),
  algorithm({
    name: 'FeatureCollection.randomPoints',
    description: 'Random points, spread uniformly over a region.',
    returns: 'FeatureCollection',
    parameters: {
      region: required(geometryType),
      points: defaulted(t.integer, 1000),
      seed: defaulted(t.long, 0),
      maxError: defaulted(errorMarginType, MARGIN, MARGIN.encode()),
    },
    examples: [
      {
        args: { region: SQUARE, points: 1 },
        result: {
          type: 'FeatureCollection',
          columns: { 'system:index': 'String' },
          features: [
            {
              type: 'Feature',
              geometry: { type: 'Point', coordinates: [0.4833481342839381, 0.8691284556686835] },
              id: '0',
              properties: {},
            },
          ],
        },
      },
    ],
    run: ({ region, points, seed }, context) => {
      if (points < 0 || points > MOST) throw wrong(`'points' must be between 0 and ${MOST}. Got ${points}.`);
      if (isEmpty(region) || !(areaOf(region) > 0)) throw wrong('The region has no area.');
      const features = function* () {
        const random = randomFrom(seed);
        for (let i = 0; i < points; i++) {
          const place = randomPoint(region, random, () => context.spend(1));
          if (place === undefined) throw wrong('The region is too small a part of its bounds.');
          yield new Feature(new Geometry({ type: 'Point', coordinates: place }), NO_PROPERTIES, String(i));
        }
      };
      return new Collection('FeatureCollection', () => cursorOver(features()), { columns: COLUMNS });
    },
  }),
];
