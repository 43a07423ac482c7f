import type { Collection } from '../algorithms/collection/collection.ts';
import { type Element, isElement } from '../algorithms/collection/element.ts';
import { indexOf } from '../algorithms/collection/indexed.ts';
import { collectionType } from '../algorithms/collection/types.ts';
import type { Context } from '../algorithms/context.ts';
import { ownGeometry } from '../algorithms/geometry/element-geometry.ts';
import { DateValue } from '../algorithms/language/date-value.ts';
import { invalid } from '../errors.ts';
import { LONGITUDE_LATITUDE } from '../geometry/geometry.ts';
import { EMPTY } from '../geometry/parts.ts';
import { placed } from '../table/placed-geometry.ts';
import type { TableRow } from '../table/row.ts';
import { at } from '../table/source-file.ts';
import { constantValue } from '../values/constant.ts';
import { encodeValue } from '../values/encode.ts';
import { isNumberValue, numberOf } from '../values/number.ts';
import { typeNameOf, type Value } from '../values/value.ts';
import { evaluateText } from './evaluate.ts';
import type { TableOptions } from './table-job.ts';

/** Evaluates an expression that must be a collection of features; none of them is computed, but for one that comes of images. */
export async function evaluateCollection(expression: string, context: Context): Promise<Collection> {
  const value = await evaluateText(expression, context);
  const collection = collectionType.coerce(value);
  if (collection?.typeName === 'FeatureCollection') return collection;
  const first = await collection?.open().next();
  if (collection && first && first.typeName !== 'Image') return collection;
  throw invalid(`Expected a FeatureCollection, got a value of type ${typeNameOf(value)}.`);
}

/** The features of a collection as rows, with plain values and geometries in degrees. */
export async function* collectionRows(
  collection: Collection,
  { selectors, maxVertices, maxErrorMeters = 1 }: Omit<TableOptions, 'format'>,
  context: Context,
): AsyncGenerator<TableRow> {
  const options = { crs: LONGITUDE_LATITUDE, geodesic: true, maxErrorMeters, maxVertices };
  const cursor = collection.open();
  let place = 0;
  for (let element = await cursor.next(); element !== undefined; element = await cursor.next(), place++) {
    context.spend(1);
    const id = indexOf(element);
    const geometry = geometryOf(element);
    try {
      const properties = await plainProperties(element, selectors);
      yield { id, geometry: geometry && placed(geometry, options), properties };
    } catch (error) {
      throw at(`Feature ${id ?? place}`, error);
    }
  }
}

function geometryOf(element: Element) {
  const geometry = isElement(element) ? ownGeometry(element) : undefined;
  return geometry === undefined || geometry === EMPTY ? null : geometry;
}

async function plainProperties(element: Element, selectors: readonly string[]): Promise<Map<string, Value>> {
  const properties = new Map<string, Value>();
  const names = selectors.length > 0 ? selectors : element.properties.keys();
  for (const name of names) {
    const value = element.properties.get(name) ?? null;
    if (value !== null) properties.set(name, await plainValue(value));
  }
  return properties;
}

/** A value as files have it: dates are milliseconds since 1970, what is no number, text, list or dictionary is its reply form. */
async function plainValue(value: Value): Promise<Value> {
  if (typeof value === 'boolean' || typeof value === 'string' || isNumberValue(value)) return value;
  return value instanceof DateValue ? numberOf(value.millis, 'Long') : constantValue(await encodeValue(value));
}
