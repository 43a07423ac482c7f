import { invalid } from '../errors.ts';
import { Geometry } from '../geometry/geometry.ts';
import { EMPTY } from '../geometry/parts.ts';
import { constantImage } from '../raster/constant.ts';
import { parseCrs } from '../raster/crs/crs.ts';
import { CrsError } from '../raster/crs/crs-error.ts';
import { Image } from '../raster/image.ts';
import { PixelType } from '../raster/pixel-type.ts';
import { Projection } from '../raster/projection.ts';
import { isNumberValue, type NumberValue, toDouble } from '../values/number.ts';
import { type DictionaryValue, isDictionary, isList, type ListValue, type Value } from '../values/value.ts';
import { arrayFrom } from './array/array-from.ts';
import { ArrayValue } from './array/array-value.ts';
import { Blob } from './blob/blob.ts';
import { type Callable, isCallable } from './callable.ts';
import { Classifier } from './classifier/classifier.ts';
import { Clusterer } from './clusterer/clusterer.ts';
import { Collection } from './collection/collection.ts';
import { type Element, isElement } from './collection/element.ts';
import { Feature } from './collection/feature.ts';
import { ConfusionMatrix } from './confusion-matrix/confusion-matrix.ts';
import { Filter } from './filter/filter.ts';
import { ErrorMargin } from './geometry/error-margin.ts';
import { Join } from './join/join.ts';
import { Kernel } from './kernel/kernel.ts';
import { dateFrom } from './language/date-from.ts';
import { DateRangeValue } from './language/date-range-value.ts';
import { DateValue } from './language/date-value.ts';
import type { ParameterType, Place } from './parameter.ts';
import { Reducer } from './reducer/reducer.ts';

function type<T>(name: string, coerce: (value: Value, place: Place) => T | undefined): ParameterType<T> {
  return { name, coerce };
}

/** A type whose values are instances of a class. */
function instance<T>(name: string, kind: abstract new (...args: never[]) => T): ParameterType<T> {
  return type(name, (value) => (value instanceof kind ? (value as T) : undefined));
}

/** Booleans count as the numbers 1 and 0. */
function toNumber(value: Value): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return isNumberValue(value) ? toDouble(value) : undefined;
}

function toInteger(value: Value): number | undefined {
  const number = toNumber(value);
  return number === undefined || Number.isNaN(number) ? undefined : Math.trunc(number);
}

/** Any value. */
export const object = type<Value>('Object', (value) => value);
/** A number as a double. */
export const float = type<number>('Float', toNumber);
/** A number cut to an integer. */
export const integer = type<number>('Integer', toInteger);
export const long = type<number>('Long', toInteger);
/** A number with its type. */
export const number = type<NumberValue>('Number', (value) =>
  typeof value === 'boolean' ? Number(value) : isNumberValue(value) ? value : undefined,
);
export const string = type<string>('String', (value) => (typeof value === 'string' ? value : undefined));
/** Numbers are true if they are not 0. */
export const boolean = type<boolean>('Boolean', (value) => {
  const asNumber = toNumber(value);
  return asNumber === undefined ? undefined : asNumber !== 0;
});
export const dictionary = type<DictionaryValue>('Dictionary<Object>', (value) =>
  isDictionary(value) ? value : undefined,
);
export const callable = type<Callable>('Algorithm', (value) => (isCallable(value) ? value : undefined));

/** A list whose elements are of a type. */
export function list<T>(element: ParameterType<T>): ParameterType<readonly T[]> {
  return type(`List<${element.name}>`, (value, place) => {
    if (!isList(value)) return undefined;
    const items: T[] = [];
    for (const item of value) {
      const converted = element.coerce(item, place);
      if (converted === undefined) return undefined;
      items.push(converted);
    }
    return items;
  });
}

/** A list of any values, as it is. */
export const objects: ParameterType<ListValue> = type('List<Object>', (value) => (isList(value) ? value : undefined));

/** An image. A number stands for an image that is constant. */
export const image = type<Image>('Image<unknown bands>', (value) => {
  if (value instanceof Image) return value;
  return isNumberValue(value) || typeof value === 'boolean' ? constantImage(value) : undefined;
});

/** A projection. A string is a reference system's code or text, with pixels of one unit. */
export const projection = type<Projection>('Projection', (value, place) => {
  if (value instanceof Projection) return value;
  if (typeof value !== 'string') return undefined;
  try {
    return new Projection(parseCrs(value), [1, 0, 0, 0, 1, 0]);
  } catch (error) {
    if (error instanceof CrsError) throw invalid(`${place.algorithm}, argument '${place.argument}': ${error.message}`);
    throw error;
  }
});

/** The same where the official list says Object. */
export const projectionOrText = type<Projection>('Object', projection.coerce);

/** A geometry; a feature stands for its own. */
export const geometry = type<Geometry>('Geometry', (value) => {
  if (value instanceof Geometry) return value;
  return value instanceof Feature ? (value.geometry ?? EMPTY) : undefined;
});
/** A geometry where the official list says Object: a feature's would do as well. */
export const region = type<Geometry>('Object', geometry.coerce);
export const errorMargin = type<ErrorMargin>('ErrorMargin', (value) => {
  if (value instanceof ErrorMargin) return value;
  const meters = toNumber(value);
  return meters === undefined ? undefined : new ErrorMargin(meters, 'meters');
});
export const pixelType = instance('PixelType', PixelType);
export const blob = instance('Blob', Blob);
export const kernel = instance('Kernel', Kernel);
export const reducer = instance('Reducer', Reducer);
export const filter = instance('Filter', Filter);
export const join = instance('Join', Join);
/** An array. A number is one without dimensions; lists of numbers are made into one. */
export const array = type<ArrayValue>('Array', (value) => {
  if (value instanceof ArrayValue) return value;
  if (isList(value)) return arrayFrom(value, null);
  return isNumberValue(value) || typeof value === 'boolean' ? arrayFrom(value, null) : undefined;
});
/** A date; a number is milliseconds since 1970, a text is ISO 8601. */
export const date = type<DateValue>('Date', (value) => {
  if (value instanceof DateValue) return value;
  return isNumberValue(value) || typeof value === 'string' ? dateFrom(value, null) : undefined;
});
export const confusionMatrix = instance('ConfusionMatrix', ConfusionMatrix);
export const classifier = instance('Classifier', Classifier);
export const clusterer = instance('Clusterer', Clusterer);
export const dateRange = instance('DateRange', DateRangeValue);
/** A collection of features or images. */
export const collection = type<Collection>('FeatureCollection', (value) =>
  value instanceof Collection ? value : undefined,
);
export const feature = instance('Feature', Feature);
/** A collection of images. Other collections, such as a join's result, are taken for one. */
export const imageCollection = type<Collection>('ImageCollection', (value) => {
  if (!(value instanceof Collection)) return undefined;
  if (value.typeName === 'ImageCollection') return value;
  return new Collection('ImageCollection', () => value.open(), value.fields, [value]);
});
/** Images, features and collections: whatever has properties. */
export const element = type<Element>('Element', (value) => (isElement(value) ? value : undefined));
