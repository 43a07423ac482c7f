import { describe, expect, it } from 'vitest';
import { Feature } from '../algorithms/collection/feature.ts';
import { DateValue } from '../algorithms/language/date-value.ts';
import { Geometry, LONGITUDE_LATITUDE } from '../geometry/geometry.ts';
import { parseCrs } from '../raster/crs/crs.ts';
import { INTEGER_TYPES, PixelType } from '../raster/pixel-type.ts';
import { Projection, WGS84 } from '../raster/projection.ts';
import { equalValues, keyOf } from './equality.ts';
import { float } from './number.ts';
import { compareValues } from './order.ts';
import type { Value } from './value.ts';

function pointAt(x: number): Geometry {
  return new Geometry({ type: 'Point', coordinates: [x, 2] });
}

function line(geodesic: boolean): Geometry {
  const coordinates: [number, number][] = [
    [0, 0],
    [1, 1],
  ];
  return new Geometry({ type: 'LineString', coordinates }, LONGITUDE_LATITUDE, geodesic);
}

function featureAt(x: number, a: Value): Feature {
  return new Feature(pointAt(x), new Map([['a', a]]));
}

/** Lists of the list before, twice: 2^60 elements of 60 lists. */
function doubled(innermost: Value): Value {
  let value: Value = [innermost];
  for (let i = 0; i < 60; i++) value = [value, value];
  return value;
}

describe('equalValues', () => {
  it.each<[Value, Value, boolean]>([
    [1, float(1), true],
    [0, -0, true],
    [Number.NaN, Number.NaN, true],
    [2 ** 60, 2n ** 60n, true],
    [1, '1', false],
    [true, 1, false],
    [null, null, true],
    [['a', 'b'], ['a,b'], false],
    [[1, [2]], [1, [2]], true],
    [['[]'], [[]], false],
    ['[1]', [1], false],
    [new Map([['a', 1]]), new Map([['a', 1]]), true],
    [
      new Map<string, Value>([
        ['a', 1],
        ['b', 2],
      ]),
      new Map<string, Value>([
        ['b', 2],
        ['a', 1],
      ]),
      true,
    ],
    [new DateValue(5), new DateValue(5), true],
    [new DateValue(5), 5, false],
    [INTEGER_TYPES.uint8, new PixelType('int', 0, 255), true],
    [INTEGER_TYPES.uint8, new PixelType('int', 0, 255, 1), false],
    [WGS84, new Projection(parseCrs('EPSG:4326'), [1, 0, 0, 0, 1, 0]), true],
    [WGS84, new Projection(parseCrs('EPSG:4326'), [2, 0, 0, 0, 1, 0]), false],
    [WGS84, new Projection(parseCrs('EPSG:3857'), [1, 0, 0, 0, 1, 0]), false],
    [pointAt(1), pointAt(1), true],
    [pointAt(1), pointAt(3), false],
    [line(true), line(true), true],
    [line(true), line(false), false],
    [new Geometry({ type: 'GeometryCollection', geometries: [pointAt(1)] }), pointAt(1), false],
    [featureAt(1, [2]), featureAt(1, [2]), true],
    [featureAt(1, 2), featureAt(1, 3), false],
    [featureAt(1, 2), featureAt(2, 2), false],
    [featureAt(1, 2), featureAt(1, 2).withId('7'), false],
    [doubled(1), doubled(1), true],
    [doubled(1), doubled(2), false],
  ])('%o and %o: %s', (a, b, result) => {
    expect(equalValues(a, b)).toBe(result);
  });

  it('refuses what is nested too deep to be compared', () => {
    let deep: Value = 1;
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(() => keyOf(deep)).toThrow('nested deeper');
  });
});

describe('compareValues', () => {
  it('orders values of different types', () => {
    const values: Value[] = [[2], 'b', [1, 5], new DateValue(9), 3, null, 'a', [1], Number.NaN, new DateValue(1), 2.5];
    const sorted: Value[] = [null, 2.5, 3, Number.NaN, 'a', 'b', [1], [1, 5], [2], new DateValue(1), new DateValue(9)];
    expect(values.toSorted((a, b) => compareValues(a, b))).toEqual(sorted);
  });

  it('compares parts that are shared many times over once', () => {
    expect(compareValues(doubled(1), doubled(1))).toBe(0);
    expect(compareValues(doubled(1), doubled(2))).toBeLessThan(0);
  });

  it('refuses what has no order', () => {
    expect(() => compareValues(new Map(), new Map())).toThrow('can be sorted');
  });
});
