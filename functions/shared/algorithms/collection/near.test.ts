import { describe, expect, it } from 'vitest';
import { call, constant, evaluateLanguage, languageContext } from '../../expression/language.testing.ts';
import type { Box } from '../../geometry/bounds.ts';
import { Geometry } from '../../geometry/geometry.ts';
import type { Json } from '../../values/value.ts';
import type { Context } from '../context.ts';
import { Collection } from './collection.ts';
import { cursorOf } from './cursor.ts';
import { Feature } from './feature.ts';

const FEATURES = Array.from(
  { length: 10 },
  (_, i) => new Feature(new Geometry({ type: 'Point', coordinates: [i, 0] }), new Map([['a', i]]), String(i)),
);

/** A table that says how it was read. */
function indexedTable() {
  const reads: string[] = [];
  const table = new Collection(
    'FeatureCollection',
    () => {
      reads.push('all');
      return cursorOf(FEATURES);
    },
    {
      near(boxes: readonly Box[]) {
        reads.push('near');
        return cursorOf(
          FEATURES.filter((_, i) =>
            boxes.some(([west, south, east, north]) => i >= west && i <= east && south <= 0 && north >= 0),
          ),
        );
      },
    },
  );
  const context: Context = { ...languageContext, assets: { ...languageContext.assets, table: () => table } };
  return { reads, context };
}

const TABLE = call('Collection.loadTable', { tableId: constant('t') });
const box = (west: number, east: number) =>
  call('GeometryConstructors.BBox', {
    west: constant(west),
    south: constant(-1),
    east: constant(east),
    north: constant(1),
  });
const meets = (geometry: Json) => call('Filter.intersects', { leftField: constant('.all'), rightValue: geometry });
const filtered = (collection: Json, filter: Json) => call('Collection.filter', { collection, filter });
const below = (value: number) => call('Filter.lessThan', { leftField: constant('a'), rightValue: constant(value) });

/** The property of the elements, and how the table was read for them. */
async function read(collection: Json) {
  const { reads, context } = indexedTable();
  const values = await evaluateLanguage(
    call('AggregateFeatureCollection.array', { collection, property: constant('a') }),
    {},
    context,
  );
  return { values, reads };
}

describe('a filter by bounds, on a table', () => {
  it.each([
    ['intersects', meets(box(2, 4))],
    [
      'intersects, the other way around',
      call('Filter.intersects', { leftValue: box(2, 4), rightField: constant('.geo') }),
    ],
    ['isContained', call('Filter.isContained', { leftField: constant('.geo'), rightValue: box(1.5, 4.5) })],
    [
      'withinDistance',
      call('Filter.withinDistance', {
        distance: constant(120_000),
        leftField: constant('.geo'),
        rightValue: call('GeometryConstructors.Point', { coordinates: constant([3, 0]) }),
      }),
    ],
    ['and', call('Filter.and', { filters: { arrayValue: { values: [below(100), meets(box(2, 4))] } } })],
  ])('%s reads what is near only', async (_, filter) => {
    expect(await read(filtered(TABLE, filter))).toEqual({ values: [2, 3, 4], reads: ['near'] });
  });

  it.each([
    ['disjoint', call('Filter.disjoint', { leftField: constant('.geo'), rightValue: box(2, 9) }), [0, 1]],
    ['not', call('Filter.not', { filter: meets(box(2, 9)) }), [0, 1]],
    ['or', call('Filter.or', { filters: { arrayValue: { values: [below(1), meets(box(8, 9))] } } }), [0, 8, 9]],
    ['a property', below(2), [0, 1]],
    [
      'two properties',
      call('Filter.intersects', { leftField: constant('.geo'), rightField: constant('.geo') }),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    ],
  ])('%s reads all', async (_, filter, values) => {
    expect(await read(filtered(TABLE, filter))).toEqual({ values, reads: ['all'] });
  });

  it('works through other filters, in either order', async () => {
    expect(await read(filtered(filtered(TABLE, below(4)), meets(box(2, 5))))).toEqual({
      values: [2, 3],
      reads: ['near'],
    });
    expect(await read(filtered(filtered(TABLE, meets(box(2, 5))), below(4)))).toEqual({
      values: [2, 3],
      reads: ['near'],
    });
    expect(await read(filtered(filtered(TABLE, meets(box(2, 5))), meets(box(4, 9))))).toEqual({
      values: [4, 5],
      reads: ['near'],
    });
  });

  it('does not reach through what chooses by place in the table', async () => {
    const first = call('Collection.limit', { collection: TABLE, limit: constant(3) });
    expect(await read(filtered(first, meets(box(2, 5))))).toEqual({ values: [2], reads: ['all'] });
    expect(
      (
        await read(
          filtered(
            call('Collection.limit', { collection: filtered(TABLE, meets(box(2, 5))), limit: constant(1) }),
            below(9),
          ),
        )
      ).values,
    ).toEqual([2]);
  });
});
