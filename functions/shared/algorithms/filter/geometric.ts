import type { Box } from '../../geometry/bounds.ts';
import type { Exactness } from '../../geometry/exactness.ts';
import type { Geometry } from '../../geometry/geometry.ts';
import { areaOf } from '../../geometry/measure/area.ts';
import { distanceBetween, withinDistance } from '../../geometry/nearest.ts';
import { isEmpty, isUnbounded } from '../../geometry/parts.ts';
import { contains, disjoint, intersects } from '../../geometry/predicates.ts';
import { boxesAround, SpatialIndex } from '../../geometry/spatial-index.ts';
import type { Value } from '../../values/value.ts';
import { isElement } from '../collection/element.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { ownGeometry } from '../geometry/element-geometry.ts';
import { ErrorMargin } from '../geometry/error-margin.ts';
import { errorMarginType } from '../geometry/types.ts';
import * as t from '../language/types.ts';
import { defaulted, optional, required } from '../parameter.ts';
import { Binary, type Relation, SIDES, type Sides } from './binary.ts';
import type { Fields, Lookup } from './filter.ts';
import { Unary } from './unary.ts';

const MARGIN = new ErrorMargin(0.1, 'meters');
const maxError = defaulted(errorMarginType, MARGIN, MARGIN.encode());

/** The names under which an element's geometry goes. */
const WHOLE = ['.all', '.geo'];

/** The geometry of a side: the side itself, or that of a feature or an image; null if there is none. */
function geometryOf(side: Value): Geometry | null {
  return ownGeometry(side) ?? null;
}

/** A filter on where things are: an element's geometry is a property of it. */
class Geometric extends Binary {
  readonly #fixed: Geometry | null;
  readonly #reach: number | undefined;

  /** @param reach how far apart in metres the two sides may be; undefined if they may be anywhere */
  constructor(relation: Relation, sides: Sides, parts: { readonly [key: string]: Value }, reach?: number) {
    super(relation, sides, parts);
    const { leftField, rightValue, rightField, leftValue } = sides;
    this.#reach = reach;
    if (WHOLE.includes(leftField ?? '')) this.#fixed = geometryOf(rightValue);
    else this.#fixed = WHOLE.includes(rightField ?? '') ? geometryOf(leftValue) : null;
  }

  override bounds(): readonly Box[] | undefined {
    return this.#fixed === null || this.#reach === undefined ? undefined : boxesAround(this.#fixed, this.#reach);
  }

  override test(left: Fields, right: Fields = left): boolean {
    return super.test(located(left), located(right));
  }

  override measure(left: Fields, right: Fields): number | null {
    return super.measure(located(left), located(right));
  }

  override lookup(rights: readonly Fields[]): Lookup | undefined {
    const lookup = super.lookup(rights.map(located));
    return lookup && ((left) => lookup(located(left)));
  }
}

function located(fields: Fields): Fields {
  return {
    property: (name) => {
      if (!WHOLE.includes(name)) return fields.property(name);
      return isElement(fields) ? (ownGeometry(fields) ?? null) : null;
    },
  };
}

/** @param reach how far apart in metres the two may be; undefined if they may be anywhere */
function relation(name: string, holds: (left: Geometry, right: Geometry) => boolean, reach?: number): Relation {
  return {
    ...(reach === undefined ? {} : { lookup: (rights) => nearby(rights, reach) }),
    name,
    holds: (left, right) => {
      const [a, b] = [geometryOf(left), geometryOf(right)];
      return a !== null && b !== null && holds(a, b);
    },
  };
}

/** Finds the geometries that are at most so many metres from another. */
function nearby(rights: readonly Value[], reach: number): (left: Value) => readonly number[] {
  const index = new SpatialIndex(rights.map(geometryOf));
  return (left) => {
    const geometry = geometryOf(left);
    return geometry === null ? [] : index.near(geometry, reach);
  };
}

type Predicate = (left: Geometry, right: Geometry, exactness: Exactness) => boolean;

interface GeometricPredicate {
  readonly name: string;
  readonly predicate: Predicate;
  readonly description: string;
  readonly reach?: number;
}

const PREDICATES: readonly GeometricPredicate[] = [
  {
    name: 'intersects',
    predicate: intersects,
    description: 'Passes if the sides, two geometries, have a point in common.',
    reach: 0,
  },
  {
    name: 'disjoint',
    predicate: disjoint,
    description: 'Passes if the sides, two geometries, have no point in common.',
  },
  {
    name: 'contains',
    predicate: contains,
    description: 'Passes if all of the right geometry is in the left one.',
    reach: 0,
  },
  {
    name: 'isContained',
    predicate: (left, right, how) => contains(right, left, how),
    description: 'Passes if all of the left geometry is in the right one.',
    reach: 0,
  },
];

const POINT = $call('GeometryConstructors.Point', { coordinates: [0, 0] });
const encodedPoint = { type: 'Point', coordinates: [0, 0] };
const encodedMargin = MARGIN.encode();

/** The relation of geometries within a distance (metres), which is also the measure of joins. */
function nearness(distance: number, exactness: Exactness): Relation {
  return {
    ...relation('withinDistance', (left, right) => withinDistance(left, right, distance, exactness), distance),
    measure: (left, right) => {
      const [a, b] = [geometryOf(left), geometryOf(right)];
      if (a === null || b === null || isEmpty(a) || isEmpty(b)) return null;
      return isUnbounded(a) || isUnbounded(b) ? 0 : distanceBetween(a, b, exactness);
    },
  };
}

/** Filters on where things are. */
export const GEOMETRIC_FILTERS = [
  ...PREDICATES.map(({ name, predicate, description, reach }) =>
    algorithm({
      name: `Filter.${name}`,
      description,
      returns: 'Filter',
      parameters: { ...SIDES, maxError },
      examples: [
        {
          args: { leftField: '.geo', rightValue: POINT },
          result: { type: `Filter.${name}`, leftField: '.geo', rightValue: encodedPoint, maxError: encodedMargin },
        },
      ],
      run: ({ maxError, ...sides }) => {
        const exactness = { meters: maxError.value };
        return new Geometric(
          relation(name, (left, right) => predicate(left, right, exactness), reach),
          sides,
          { maxError },
          reach,
        );
      },
    }),
  ),
  algorithm({
    name: 'Filter.withinDistance',
    description: 'Passes if the geometries of both sides are within a distance in metres of each other.',
    returns: 'Filter',
    parameters: { distance: required(t.float), ...SIDES, maxError },
    examples: [
      {
        args: { distance: 10, leftField: '.geo', rightValue: POINT },
        result: {
          type: 'Filter.withinDistance',
          leftField: '.geo',
          rightValue: encodedPoint,
          distance: 10,
          maxError: encodedMargin,
        },
      },
    ],
    run: ({ distance, maxError, ...sides }) =>
      new Geometric(nearness(distance, { meters: maxError.value }), sides, { distance, maxError }, distance),
  }),
  algorithm({
    name: 'Filter.area',
    description: 'Passes if the area of the geometry, in square metres, is between two values or equal to one of them.',
    returns: 'Filter',
    parameters: {
      min: required(t.float),
      max: required(t.float),
      maxError: optional(errorMarginType),
      geometrySelector: optional(t.string),
    },
    examples: [{ args: { min: 1, max: 2 }, result: { type: 'Filter.area', min: 1, max: 2 } }],
    run: ({ min, max, maxError, geometrySelector }) =>
      new Unary('area', { min, max, maxError, geometrySelector }, (fields) => {
        const geometry = geometryOf(located(fields).property(geometrySelector ?? '.geo'));
        const area = geometry === null ? Number.NaN : areaOf(geometry);
        return min <= area && area <= max;
      }),
  }),
];
