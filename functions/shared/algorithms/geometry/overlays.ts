import type { Operation } from '../../geometry/overlay/jts.ts';
import { overlayGeometries } from '../../geometry/overlay/overlay.ts';
import type { Json } from '../../values/value.ts';
import { EXACTNESS, exactnessOf } from './exactness.ts';
import { planarPolygon, square } from './samples.ts';
import { binary } from './twins.ts';

const LEFT = square(0, 2);
const RIGHT = square(1, 2);

const OVERLAYS: readonly (readonly [name: Operation, description: string, result: Json])[] = [
  ['intersection', 'The intersection of the geometries.', planarPolygon([2, 0], [2, 1], [1, 1], [1, 0], [2, 0])],
  ['union', 'The union of the geometries.', planarPolygon([2, 0], [2, 1], [2, 2], [0, 2], [0, 0], [1, 0], [2, 0])],
  [
    'difference',
    'The left geometry without the right one.',
    planarPolygon([1, 0], [1, 1], [2, 1], [2, 2], [0, 2], [0, 0], [1, 0]),
  ],
  [
    'symmetricDifference',
    'The symmetric difference: what is in exactly one of the geometries.',
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
