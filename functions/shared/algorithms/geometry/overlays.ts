import type { Operation } from '../../geometry/overlay/jts.ts';
import { overlayGeometries } from '../../geometry/overlay/overlay.ts';
import type { Json } from '../../values/value.ts';
import { EXACTNESS, exactnessOf } from './exactness.ts';
import { planarPolygon, square } from './samples.ts';
import { binary } from './twins.ts';

const LEFT = square(0, 2);
const RIGHT = square(1, 2);

const OVERLAYS: readonly (readonly [name: Operation, description: string, result: Json])[] = [
  ['intersection', 'What is in both of the geometries.', planarPolygon([2, 0], [2, 1], [1, 1], [1, 0], [2, 0])],
  ['union', 'What is in any of the geometries.', planarPolygon([2, 0], [2, 1], [2, 2], [0, 2], [0, 0], [1, 0], [2, 0])],
  [
    'difference',
    'What is in the left geometry, but not in the right one.',
    planarPolygon([1, 0], [1, 1], [2, 1], [2, 2], [0, 2], [0, 0], [1, 0]),
  ],
  [
    'symmetricDifference',
    'What is in one of the geometries, but not in both.',
    planarPolygon([1, 0], [1, 1], [2, 1], [2, 2], [0, 2], [0, 0], [1, 0]),
  ],
];

/** Intersections, unions and differences of geometries. */
export const GEOMETRY_OVERLAYS = OVERLAYS.flatMap(([name, description, result]) =>
  binary({
    name,
    description,
    returns: 'Geometry',
    parameters: EXACTNESS,
    examples: [{ args: { left: LEFT, right: RIGHT }, result }],
    run: (left, right, args) => overlayGeometries(name, left, right, exactnessOf(args)),
  }),
);
