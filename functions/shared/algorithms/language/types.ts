import { wrong } from '../../errors.ts';
import { parseCrs } from '../../raster/crs/crs.ts';
import { CrsError } from '../../raster/crs/crs-error.ts';
import { PixelType } from '../../raster/pixel-type.ts';
import { Projection } from '../../raster/projection.ts';
import { plainList } from '../../values/growing-list.ts';
import { isNumberValue, type NumberValue, toDouble } from '../../values/number.ts';
import { type DictionaryValue, isDictionary, isList, type ListValue, type Value } from '../../values/value.ts';
import { type Callable, isCallable } from '../callable.ts';
import { instanceType, type ParameterType } from '../parameter.ts';
import { dateFrom } from './date-from.ts';
import { DateRangeValue } from './date-range-value.ts';
import { DateValue } from './date-value.ts';

/** A boolean counts as the number 1 or 0. */
function toNumber(value: Value): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return isNumberValue(value) ? toDouble(value) : undefined;
}

function toInteger(value: Value): number | undefined {
  const double = toNumber(value);
  return double === undefined || Number.isNaN(double) ? undefined : Math.trunc(double);
}

/** Any value. */
export const object: ParameterType<Value> = { name: 'Object', coerce: (value) => value };

/** A number as a double. */
export const float: ParameterType<number> = { name: 'Float', coerce: toNumber };

/** A number cut to an integer. */
export const integer: ParameterType<number> = { name: 'Integer', coerce: toInteger };

/** A number cut to an integer; the official list calls it Long where 64 bits may be needed. */
export const long: ParameterType<number> = { name: 'Long', coerce: toInteger };

/** A number with its type, integer or floating-point. */
export const number: ParameterType<NumberValue> = {
  name: 'Number',
  coerce: (value) => (typeof value === 'boolean' ? Number(value) : isNumberValue(value) ? value : undefined),
};

export const string: ParameterType<string> = {
  name: 'String',
  coerce: (value) => (typeof value === 'string' ? value : undefined),
};

/** A number is true if it is not 0. */
export const boolean: ParameterType<boolean> = {
  name: 'Boolean',
  coerce(value) {
    const double = toNumber(value);
    return double === undefined ? undefined : double !== 0;
  },
};

export const dictionary: ParameterType<DictionaryValue> = {
  name: 'Dictionary<Object>',
  coerce: (value) => (isDictionary(value) ? value : undefined),
};

/** A function: of the request, or a built-in one. */
export const callable: ParameterType<Callable> = {
  name: 'Algorithm',
  coerce: (value) => (isCallable(value) ? value : undefined),
};

/** A list whose elements are all of a type. */
export function list<T>(element: ParameterType<T>): ParameterType<readonly T[]> {
  return {
    name: `List<${element.name}>`,
    coerce(value) {
      if (!isList(value)) return undefined;
      const items: T[] = [];
      for (const item of plainList(value)) {
        const converted = element.coerce(item);
        if (converted === undefined) return undefined;
        items.push(converted);
      }
      return items;
    },
  };
}

/** A list of any values, to be read from end to end. */
export const objects: ParameterType<ListValue> = {
  name: 'List<Object>',
  coerce: (value) => (isList(value) ? plainList(value) : undefined),
};

/** A list of any values, of which few are read: one that grew step by step is not copied. */
export const uncopied: ParameterType<ListValue> = {
  name: objects.name,
  coerce: (value) => (isList(value) ? value : undefined),
};

/** A date; a number is milliseconds since 1970, a text is ISO 8601. */
export const date: ParameterType<DateValue> = {
  name: 'Date',
  coerce(value) {
    if (value instanceof DateValue) return value;
    return isNumberValue(value) || typeof value === 'string' ? dateFrom(value, null) : undefined;
  },
};

export const dateRange: ParameterType<DateRangeValue> = instanceType('DateRange', DateRangeValue);

export const pixelType: ParameterType<PixelType> = instanceType('PixelType', PixelType);

/** A projection; a text is a reference system's code or definition, with pixels of one unit. */
export const projection: ParameterType<Projection> = {
  name: 'Projection',
  coerce(value) {
    if (value instanceof Projection) return value;
    if (typeof value !== 'string') return undefined;
    try {
      return new Projection(parseCrs(value), [1, 0, 0, 0, 1, 0]);
    } catch (error) {
      if (error instanceof CrsError) throw wrong(error.message);
      throw error;
    }
  },
};

/** `projection`, for parameters that the official list declares as Object. */
export const projectionOrText: ParameterType<Projection> = { name: 'Object', coerce: projection.coerce };

/** One of some texts, in upper or lower case. */
export function oneOf<const T extends string>(...values: readonly T[]): ParameterType<T> {
  return {
    name: string.name,
    coerce(value) {
      if (typeof value !== 'string') return undefined;
      const found = values.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
      if (found === undefined) throw wrong(`Unknown value '${value.slice(0, 100)}'. Use one of ${values.join(', ')}.`);
      return found;
    },
  };
}

/** The entry of a table that a text names, whatever the case it is written in. */
export function entryOf<T>(table: { readonly [name: string]: T }): ParameterType<T> {
  const name = oneOf(...Object.keys(table));
  return {
    name: string.name,
    coerce(value) {
      const found = name.coerce(value);
      return found === undefined ? undefined : table[found];
    },
  };
}
