import { wrong } from '../../errors.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { numberText } from '../../values/number-text.ts';
import { isDictionary, isList, typeNameOf, type Value } from '../../values/value.ts';

/** What a property of a style may be: how it is read, and how values between two of them are found, where that can be. */
export interface Kind<T> {
  /** @throws INVALID_ARGUMENT with the name of the property */
  read(name: string, value: Value): T;
  /** Between two values, `part` of the way from the first; undefined if there is nothing between them. */
  readonly between?: (a: T, b: T, part: number) => T;
}

/** A property of a style, as a feature has it; undefined where nothing is said of it. */
export type RuleValue<T> = (attribute: (name: string) => Value) => T | undefined;

/** A property of a style, and all the values that it is made of. */
export interface Rule<T> {
  readonly value: RuleValue<T>;
  readonly all: readonly T[];
}

/**
 * Reads a property of a style: a constant, values by the categories of an attribute, or values between those of a palette.
 * @throws INVALID_ARGUMENT
 */
export function readRule<T>(name: string, given: Value, kind: Kind<T>): Rule<T> {
  if (!isDictionary(given)) {
    const constant = kind.read(name, given);
    return { value: () => constant, all: [constant] };
  }
  const attribute = given.get('property') ?? null;
  if (typeof attribute !== 'string') throw wrong(`'${name}' has no 'property', the name of an attribute.`);
  if ((given.get('categories') ?? null) !== null) return categorical(name, attribute, given, kind);
  const mode = given.get('mode') ?? null;
  const { between } = kind;
  if (!between) throw wrong(`'${name}' cannot be interpolated: give 'categories', or a constant.`);
  if (mode === 'linear') return linear(name, attribute, given, { ...kind, between });
  if (mode === 'interval') return interval(name, attribute, given, kind);
  throw wrong(`'${name}' has neither 'categories', nor 'mode' as 'linear' or 'interval'.`);
}

type Given = ReadonlyMap<string, Value>;

/** Categories are texts; numbers count by their shortest text. */
function categorical<T>(name: string, attribute: string, given: Given, kind: Kind<T>): Rule<T> {
  known(name, given, ['property', 'categories', 'defaultValue']);
  const categories = new Map(
    pairsOf(name, 'categories', given.get('categories') ?? null).map(([category, value]) => {
      const text = textOf(category);
      if (text === undefined) throw wrong(`'${name}': a category must be a String. Got: ${typeNameOf(category)}.`);
      return [text, kind.read(name, value)];
    }),
  );
  const rest = given.get('defaultValue') ?? null;
  const otherwise = rest === null ? undefined : kind.read(name, rest);
  return {
    value: (of) => {
      const text = textOf(of(attribute));
      return (text === undefined ? undefined : categories.get(text)) ?? otherwise;
    },
    all: [...categories.values(), ...(otherwise === undefined ? [] : [otherwise])],
  };
}

function linear<T>(
  name: string,
  attribute: string,
  given: Given,
  kind: Kind<T> & Required<Pick<Kind<T>, 'between'>>,
): Rule<T> {
  known(name, given, ['property', 'mode', 'palette', 'min', 'max']);
  const palette = given.get('palette') ?? null;
  if (!isList(palette) || palette.length === 0) throw wrong(`'${name}' has no 'palette'.`);
  const stops = palette.map((stop) => kind.read(name, stop));
  const [min, max] = ['min', 'max'].map((end) => {
    const value = given.get(end) ?? null;
    if (!isNumberValue(value)) throw wrong(`'${name}' has no number as '${end}'.`);
    return toDouble(value);
  });
  if (!(min < max)) throw wrong(`'${name}': 'min' must be less than 'max'. Got ${min} and ${max}.`);
  return {
    value: (of) => {
      const number = numberOf(of(attribute));
      if (number === undefined) return undefined;
      const place = Math.max(0, Math.min(1, (number - min) / (max - min))) * (stops.length - 1);
      const before = Math.min(Math.floor(place), stops.length - 1);
      const after = Math.min(before + 1, stops.length - 1);
      return kind.between(stops[before], stops[after], place - before);
    },
    all: stops,
  };
}

/** The value of the greatest class break that is not above the attribute's. */
function interval<T>(name: string, attribute: string, given: Given, kind: Kind<T>): Rule<T> {
  known(name, given, ['property', 'mode', 'palette']);
  const classes = pairsOf(name, 'palette', given.get('palette') ?? null)
    .map(([start, value]) => {
      if (!isNumberValue(start)) throw wrong(`'${name}': a class break must be a Number. Got: ${typeNameOf(start)}.`);
      return { start: toDouble(start), value: kind.read(name, value) };
    })
    .sort((a, b) => a.start - b.start);
  return {
    value: (of) => {
      const number = numberOf(of(attribute));
      return number === undefined ? undefined : classes.findLast(({ start }) => start <= number)?.value;
    },
    all: classes.map(({ value }) => value),
  };
}

function pairsOf(name: string, field: string, list: Value): readonly (readonly [Value, Value])[] {
  if (!isList(list) || list.length === 0) throw wrong(`'${name}' has no '${field}'.`);
  return list.map((pair) => {
    if (!isList(pair) || pair.length !== 2) throw wrong(`'${name}': '${field}' must be a List of Lists of two values.`);
    return [pair[0], pair[1]];
  });
}

/** Checks that there is nothing that is not read. */
function known(name: string, given: Given, fields: readonly string[]): void {
  const other = [...given.keys()].find((key) => !fields.includes(key) && (given.get(key) ?? null) !== null);
  if (other !== undefined) throw wrong(`'${name}' has '${other.slice(0, 100)}': use ${fields.join(', ')}.`);
}

function numberOf(value: Value): number | undefined {
  if (!isNumberValue(value)) return undefined;
  const number = toDouble(value);
  return Number.isNaN(number) ? undefined : number;
}

function textOf(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return String(value);
  // As files and scripts write them: 2, not 2.0.
  return isNumberValue(value) ? numberText(value).replace(/\.0$/, '') : undefined;
}
