import type { Json } from '../../functions/shared/values/value.ts';

type Form = (value: Json) => boolean;

const NUMBERS = ['Number', 'Float', 'Integer', 'Long', 'Short', 'Byte', 'Double'];
const NON_FINITE: readonly Json[] = ['Infinity', '-Infinity', 'NaN'];
const SHAPES: readonly Json[] = [
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'LinearRing',
  'Polygon',
  'MultiPolygon',
  'GeometryCollection',
];

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object that says it is of a type, and has a list where the type needs one. */
const typed =
  (type: string, listKey?: string): Form =>
  (value) =>
    isObject(value) && value['type'] === type && (listKey === undefined || Array.isArray(value[listKey]));

const isNumber: Form = (value) => typeof value === 'number' || NON_FINITE.includes(value);

const FORMS: { readonly [type: string]: Form } = {
  ...Object.fromEntries(NUMBERS.map((type) => [type, isNumber])),
  Boolean: (value) => typeof value === 'boolean' || value === 0 || value === 1,
  String: (value) => typeof value === 'string',
  List: (value) => Array.isArray(value),
  Array: (value) => Array.isArray(value) || isObject(value) || isNumber(value),
  Dictionary: isObject,
  Date: (value) => typed('Date')(value) && isObject(value) && typeof value['value'] === 'number',
  DateRange: typed('DateRange'),
  Projection: typed('Projection'),
  PixelType: typed('PixelType'),
  ErrorMargin: typed('ErrorMargin'),
  Feature: typed('Feature'),
  Geometry: (value) => isObject(value) && SHAPES.includes(value['type'] ?? null),
  FeatureCollection: typed('FeatureCollection', 'features'),
  Image: typed('Image', 'bands'),
  ImageCollection: typed('ImageCollection'),
};

const MAY_BE_NULL = ['Object', 'Element', 'Feature'];

/** Whether a result has the form of its function's return type. Types without a known form take anything. */
export function hasForm(value: Json, type: string): boolean {
  if (value === null) return MAY_BE_NULL.includes(type) || !(type in FORMS);
  return FORMS[type]?.(value) ?? true;
}
