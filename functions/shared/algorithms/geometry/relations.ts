import type { Nearest } from '../../geometry/distance.ts';
import { MEAN_RADIUS, unitVector } from '../../geometry/earth.ts';
import type { Exactness } from '../../geometry/exactness.ts';
import { Geometry } from '../../geometry/geometry.ts';
import { nearestBetween, withinDistance } from '../../geometry/nearest.ts';
import { isEmpty, isUnbounded } from '../../geometry/parts.ts';
import { contains, disjoint, intersects } from '../../geometry/predicates.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { EXACTNESS, exactnessOf } from './exactness.ts';
import { LINE, POINT, SQUARE, square } from './samples.ts';
import { binary } from './twins.ts';

type Predicate = (left: Geometry, right: Geometry, exactness: Exactness) => boolean;

const PREDICATES: readonly (readonly [name: string, predicate: Predicate, description: string, example: boolean])[] = [
  ['intersects', intersects, 'Whether the geometries have a point in common.', true],
  ['disjoint', disjoint, 'Whether the geometries have no point in common.', false],
  ['contains', contains, 'Whether all of the right geometry is in the left one.', true],
  [
    'containedIn',
    (left, right, how) => contains(right, left, how),
    'Whether all of the left geometry is in the right one.',
    false,
  ],
];

const FAR = square(3, 4);

/** The nearest places; undefined if a geometry is empty. Unbounded ones are everywhere. */
function nearest(left: Geometry, right: Geometry, exactness: Exactness): Nearest | undefined {
  if (isEmpty(left) || isEmpty(right)) return undefined;
  const bounded = [left, right].find((geometry) => !isUnbounded(geometry));
  if (isUnbounded(left) || isUnbounded(right)) {
    const place = bounded === undefined ? ([0, 0] as const) : nearestBetween(bounded, bounded, exactness).left;
    return { left: place, right: place, distance: 0 };
  }
  return nearestBetween(left, right, exactness);
}

function point(coordinates: readonly [number, number]): Geometry {
  return new Geometry({ type: 'Point', coordinates });
}

/** Metres along the great circle between two positions, on a sphere of the Earth's mean radius. */
function sphericalDistance({ left, right }: Nearest): number {
  const [a, b] = [unitVector(left), unitVector(right)];
  return 2 * MEAN_RADIUS * Math.asin(Math.min(1, Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) / 2));
}

/** Relations of two geometries: predicates, distances and nearest points. */
export const GEOMETRY_RELATIONS = [
  ...PREDICATES.flatMap(([name, predicate, description, example]) =>
    binary({
      name,
      description,
      returns: 'Boolean',
      parameters: EXACTNESS,
      examples: [{ args: { left: SQUARE, right: POINT }, result: example }],
      run: (left, right, args) => predicate(left, right, exactnessOf(args)),
    }),
  ),
  ...binary({
    name: 'withinDistance',
    description: 'Whether the geometries are within a distance of each other, in metres or in units of the projection.',
    returns: 'Boolean',
    parameters: { distance: required(t.float), ...EXACTNESS },
    examples: [{ args: { left: SQUARE, right: FAR, distance: 200_000 }, result: false }],
    run: (left, right, args) => withinDistance(left, right, args.distance, exactnessOf(args)),
  }),
  ...binary({
    name: 'distance',
    description: 'The shortest distance between the geometries in metres, or in units of the projection.',
    returns: 'Float',
    parameters: { ...EXACTNESS, spherical: defaulted(t.boolean, false) },
    examples: [{ args: { left: SQUARE, right: FAR }, result: 222605.29609673546 }],
    run: (left, right, args) => {
      const found = nearest(left, right, exactnessOf(args));
      if (found === undefined) return Number.POSITIVE_INFINITY;
      return args.spherical && args.proj === null ? sphericalDistance(found) : found.distance;
    },
  }),
  ...binary({
    name: 'closestPoint',
    description: 'The point of the right geometry that is nearest to the left one; null if one of them is empty.',
    returns: 'Object',
    parameters: EXACTNESS,
    examples: [{ args: { left: POINT, right: LINE }, result: { type: 'Point', coordinates: [0.5, 0] } }],
    run: (left, right, args) => {
      const found = nearest(left, right, exactnessOf(args));
      return found === undefined ? null : point(found.right);
    },
  }),
  ...binary({
    name: 'closestPoints',
    description: "The points of both geometries that are nearest to each other, under 'left' and 'right'.",
    returns: 'Object',
    parameters: EXACTNESS,
    examples: [
      {
        args: { left: POINT, right: LINE },
        result: { left: { type: 'Point', coordinates: [0.5, 0.25] }, right: { type: 'Point', coordinates: [0.5, 0] } },
      },
    ],
    run: (left, right, args) => {
      const found = nearest(left, right, exactnessOf(args));
      if (found === undefined) return new Map();
      return new Map([
        ['left', point(found.left)],
        ['right', point(found.right)],
      ]);
    },
  }),
];
