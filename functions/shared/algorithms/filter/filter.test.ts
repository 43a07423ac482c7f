import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateLanguage } from '../../expression/language.testing.ts';
import type { Json } from '../../values/value.ts';
import { $call, exampleNode } from '../example.ts';

const filter = (name: string, args: { [name: string]: Json } = {}): Json => $call(`Filter.${name}`, args);
const filtered = (list: Json[], by: Json): Promise<Json> =>
  evaluateLanguage(exampleNode('List.filter', { list, filter: by }));
const item = (name: string, rightValue: Json): Json => filter(name, { leftField: 'item', rightValue });

describe('comparisons', () => {
  const list = [null, 1, 2, 2.5, 'a', 'abc', true];
  it.each<[Json, Json[]]>([
    [item('equals', 2), [2]],
    [item('equals', 1), [1, true]],
    [item('notEquals', 2), [null, 1, 2.5, 'a', 'abc', true]],
    [filter('not', { filter: item('equals', 2) }), [null, 1, 2.5, 'a', 'abc', true]],
    [item('lessThan', 2), [1, true]],
    [item('gte', 2), [2, 2.5]],
    [item('lessThanOrEquals', 'a'), ['a']],
    [item('stringContains', 'b'), ['abc']],
    [item('stringStartsWith', 'a'), ['a', 'abc']],
    [item('stringEndsWith', 'c'), ['abc']],
    [item('inList', [2, 'a', null]), [2, 'a']],
    [filter('listContains', { rightField: 'item', leftValue: [1, 98] }), [1, true]],
    [item('hasType', 'Number'), [1, 2, 2.5]],
    [item('hasType', 'Integer'), [1, 2]],
    [item('hasType', 'String'), ['a', 'abc']],
    [filter('maxDifference', { difference: 0.5, leftField: 'item', rightValue: 2 }), [2, 2.5]],
    [filter('rangeContains', { field: 'item', minValue: 2, maxValue: 2.5 }), [2, 2.5]],
    [filter('notNull', { properties: ['item'] }), [1, 2, 2.5, 'a', 'abc', true]],
    [filter('never'), []],
    [filter('expression', { expression: "item > 1.5 || !(item != 'abc')" }), [2, 2.5, 'abc']],
    [filter('expression', { expression: "item > 1.5 OR NOT (item != 'abc')" }), [2, 2.5, 'abc']],
    [filter('expression', { expression: 'item > 1 and not item >= 2.5 AND item < 9' }), [2]],
    // Clients leave null out.
    [filter('notEquals', { leftField: 'item' }), [1, 2, 2.5, 'a', 'abc', true]],
    [filter('notEquals', { leftField: 'other' }), []],
    [filter('equals', { leftField: 'item' }), [null]],
    [filter('equals', { leftField: 'other' }), [null, 1, 2, 2.5, 'a', 'abc', true]],
  ])('%j', async (by, expected) => {
    // Booleans are compared as the numbers 1 and 0, of which `equals` makes no one.
    const numbers = expected.filter((value) => value !== true);
    expect(
      await filtered(
        list.filter((value) => value !== true),
        by,
      ),
    ).toEqual(numbers);
  });

  it('take dates for milliseconds', async () => {
    const date = $call('Date', { value: 5 });
    expect(await filtered([date, 5, 6], item('equals', date))).toEqual([{ type: 'Date', value: 5 }, 5]);
    expect(await filtered([date, 7], item('lessThan', 6))).toEqual([{ type: 'Date', value: 5 }]);
  });

  it.each<[Json, RegExp]>([
    [filter('lessThan', { leftField: 'a' }), /One of 'rightField' and 'rightValue' must be given/],
    [filter('equals', { leftField: 'a', leftValue: 1, rightValue: 1 }), /One of 'leftField' and 'leftValue'/],
    [filter('expression', { expression: 'a >' }), /Filter.expression: A property, a number or a string is expected/],
    [filter('expression', { expression: 'and > 1' }), /A property, a number or a string is expected/],
    [filter('expression', { expression: '(a > 1' }), /'\)' is expected/],
    [filter('expression', { expression: 'a # 1' }), /cannot be read from ' # 1' on/],
    [filter('expression', { expression: `${'!('.repeat(5000)}a` }), /nested deeper/],
    [filter('calendarRange', { start: 1, field: 'century' }), /argument 'field': Unknown value 'century'/],
  ])('%# are refused', async (by, message) => {
    await expect(filtered([1], by)).rejects.toThrow(message);
  });
});

describe('times', () => {
  const at = (date: string): Json =>
    $call('Feature', { metadata: { date, 'system:time_start': $call('Date', { value: date }) } });
  const collection = $call('Collection', {
    features: ['2020-02-29T10:30', '2021-12-31T23:59', '2022-01-01T00:00', '2022-07-04T12:00'].map(at),
  });
  const dates = async (by: Json): Promise<string[]> => {
    const args = { collection: $call('Collection.filter', { collection, filter: by }), property: 'date' };
    const found = (await evaluateLanguage(exampleNode('AggregateFeatureCollection.array', args))) as string[];
    return found.map((date) => date.slice(0, 10));
  };

  it.each<[Json, string[]]>([
    [filter('calendarRange', { start: 2021, end: 2022, field: 'year' }), ['2021-12-31', '2022-01-01', '2022-07-04']],
    [filter('calendarRange', { start: 12, end: 1, field: 'month' }), ['2021-12-31', '2022-01-01']],
    [filter('calendarRange', { start: 6, field: 'day_of_week' }), ['2020-02-29', '2022-01-01']],
    [filter('calendarRange', { start: 10, end: 12, field: 'hour' }), ['2020-02-29', '2022-07-04']],
    [filter('dayOfYear', { start: 60, end: 185 }), ['2020-02-29', '2022-07-04']],
    [filter('dayOfYear', { start: 365, end: 1 }), ['2021-12-31', '2022-01-01']],
    [
      filter('dateRangeContains', {
        leftValue: $call('DateRange', { start: '2021-12-31', end: '2022-07-04T12:00' }),
        rightField: 'system:time_start',
      }),
      ['2021-12-31', '2022-01-01'],
    ],
  ])('%j', async (by, expected) => {
    expect(await dates(by)).toEqual(expected);
  });
});

describe("De Morgan's laws", () => {
  const condition = fc
    .tuple(fc.constantFrom('equals', 'lessThan', 'greaterThanOrEquals', 'notEquals'), fc.integer({ min: 0, max: 5 }))
    .map(([name, value]) => item(name, value));
  const lists = fc.array(fc.option(fc.integer({ min: 0, max: 5 })), { maxLength: 12 });
  const not = (inner: Json): Json => filter('not', { filter: inner });

  it.each([
    ['and', 'or'],
    ['or', 'and'],
  ])('not %s', async (one, other) => {
    await fc.assert(
      fc.asyncProperty(lists, fc.array(condition, { maxLength: 3 }), async (list, filters) => {
        expect(await filtered(list, not(filter(one, { filters })))).toEqual(
          await filtered(list, filter(other, { filters: filters.map(not) })),
        );
      }),
    );
  });
});
