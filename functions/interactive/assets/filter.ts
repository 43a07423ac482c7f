import type { AssetRecord } from '../../shared/catalog/asset.ts';
import { invalid, unimplemented } from '../../shared/errors.ts';

/** Says which assets of a list are wanted. */
export type AssetFilter = (record: AssetRecord) => boolean;

type Comparable = string | number;

const COMPARISONS: { readonly [operator: string]: (a: Comparable, b: Comparable) => boolean } = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** Characters of a filter. */
const LONGEST = 10_000;

const CONDITION =
  /^(startTime|endTime|type|properties\.(?:"[^"]+"|[\w.:-]+))\s*(!=|<=|>=|=|<|>)\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/**
 * Reads the filter of a list: conditions on `startTime`, `endTime`, `type` and `properties.KEY`, joined with AND.
 * @throws UNIMPLEMENTED for other conditions of the service
 */
export function parseFilter(text: string): AssetFilter {
  if (text.length > LONGEST)
    throw invalid(`Invalid filter: it may have at most ${LONGEST} characters. Got ${text.length}.`);
  const conditions = splitConditions(text).map(parseCondition);
  return (record) => conditions.every((condition) => condition(record));
}

/** Cuts at AND outside of quotes. */
function splitConditions(text: string): string[] {
  return [...text.matchAll(/((?:"(?:[^"\\]|\\.)*"|(?!\sAND\s)[\s\S])+)(?:\sAND\s|$)/g)]
    .map(([, part]) => part.trim())
    .filter((part) => part !== '');
}

function parseCondition(text: string): AssetFilter {
  const [, field, operator, literal] = CONDITION.exec(text) ?? [];
  if (field === undefined) {
    if (/^intersects\s*\(/.test(text)) throw unimplemented('Filters with intersects(…) are not supported yet.');
    throw invalid(
      `Invalid filter '${text.slice(0, 200)}': write startTime, endTime, type or properties.KEY, ` +
        'one of = != < <= > >=, and a number or a text in double quotes; join conditions with AND.',
    );
  }
  const compare = COMPARISONS[operator];
  const value = literal.startsWith('"') ? readText(literal) : Number(literal);
  const read = reader(field);
  const wanted = field.endsWith('Time') ? timeOf(value) : value;
  return (record) => {
    const found = read(record);
    return typeof found === typeof wanted && compare(found as Comparable, wanted);
  };
}

function readText(literal: string): string {
  return literal.slice(1, -1).replace(/\\(.)/g, '$1');
}

function reader(field: string): (record: AssetRecord) => unknown {
  switch (field) {
    case 'startTime':
      return ({ startTime }) => (startTime === undefined ? undefined : Date.parse(startTime));
    case 'endTime':
      return ({ endTime }) => (endTime === undefined ? undefined : Date.parse(endTime));
    case 'type':
      return ({ type }) => type;
  }
  const key = field.slice('properties.'.length).replace(/^"(.*)"$/, '$1');
  return ({ properties = {} }) => (Object.hasOwn(properties, key) ? properties[key] : undefined);
}

function timeOf(value: Comparable): number {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw invalid(`Invalid time in the filter: ${String(value).slice(0, 100)}.`);
  return time;
}
