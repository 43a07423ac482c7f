import { invalid, unimplemented } from '../errors.ts';

/** Reads a field that filters may name, of something in a list; a time is read in milliseconds since 1970. */
export interface FilterField<T> {
  readonly kind: 'time' | 'value';
  read(item: T): unknown;
}

export interface FilterFields<T> {
  /** The field that a name in a filter stands for; undefined if there is none. */
  named(name: string): FilterField<T> | undefined;
  /** The names that there are, for the message that refuses others. */
  readonly help: string;
}

type Comparable = string | number | boolean;

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
  /^([\w.]+(?:"[^"]+"|[\w.:-]+)?)\s*(!=|<=|>=|=|<|>)\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|[A-Z_]+)$/;

/**
 * Reads the filter of a list: conditions on fields, joined with AND. Values are numbers, texts in double quotes, true and false, and the words of
 * enumerations as they are.
 * @throws INVALID_ARGUMENT, and UNIMPLEMENTED for other conditions of the service
 */
export function readFilter<T>(text: string, fields: FilterFields<T>): (item: T) => boolean {
  if (text.length > LONGEST)
    throw invalid(`Invalid filter: it may have at most ${LONGEST} characters. Got ${text.length}.`);
  const conditions = splitConditions(text).map((condition) => readCondition(condition, fields));
  return (item) => conditions.every((condition) => condition(item));
}

/** Cuts at AND outside of quotes. */
function splitConditions(text: string): string[] {
  return [...text.matchAll(/((?:"(?:[^"\\]|\\.)*"|(?!\sAND\s)[\s\S])+)(?:\sAND\s|$)/g)]
    .map(([, part]) => part.trim())
    .filter((part) => part !== '');
}

function readCondition<T>(text: string, { named, help }: FilterFields<T>): (item: T) => boolean {
  const [, name = '', operator = '', literal = ''] = CONDITION.exec(text) ?? [];
  const field = named(name);
  if (field === undefined) {
    if (/^intersects\s*\(/.test(text)) throw unimplemented('Filters with intersects(…) are not supported yet.');
    throw invalid(
      `Invalid filter '${text.slice(0, 200)}': write ${help}, ` +
        'one of = != < <= > >=, and a number or a text in double quotes; join conditions with AND.',
    );
  }
  const compare = COMPARISONS[operator];
  const value = readLiteral(literal);
  const wanted = field.kind === 'time' ? timeOf(value) : value;
  return (item) => {
    const found = field.read(item);
    return typeof found === typeof wanted && compare(found as Comparable, wanted);
  };
}

function readLiteral(literal: string): Comparable {
  if (literal.startsWith('"')) return literal.slice(1, -1).replace(/\\(.)/g, '$1');
  if (literal === 'true' || literal === 'false') return literal === 'true';
  const number = Number(literal);
  return Number.isNaN(number) ? literal : number;
}

function timeOf(value: Comparable): number {
  const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time)) throw invalid(`Invalid time in the filter: ${String(value).slice(0, 100)}.`);
  return time;
}

/** A field of a time in a record, where it is RFC 3339. */
export function timeField<T>(read: (item: T) => string | undefined): FilterField<T> {
  return {
    kind: 'time',
    read(item) {
      const time = read(item);
      return time === undefined ? undefined : Date.parse(time);
    },
  };
}

/** A field of any other value. */
export function valueField<T>(read: (item: T) => unknown): FilterField<T> {
  return { kind: 'value', read };
}
