import { type Element, isElement } from '../algorithms/collection/element.ts';
import { Feature } from '../algorithms/collection/feature.ts';
import type { Context } from '../algorithms/context.ts';
import { invalid } from '../errors.ts';
import { LONGITUDE_LATITUDE } from '../geometry/geometry.ts';
import { isUnbounded } from '../geometry/parts.ts';
import { transformed } from '../geometry/shapes/transform.ts';
import { encodeValue } from '../values/encode.ts';
import { collectionPage } from './collection-page.ts';
import type { FeaturesJob } from './table-job.ts';
import { evaluateCollection } from './table-rows.ts';

/** Metres that edges may be off. */
const MAX_ERROR = 1;

/** One page of the features of an expression, as the JSON text of a reply in UTF-8. */
export async function featurePage({ expression, native, ...page }: FeaturesJob, context: Context): Promise<Uint8Array> {
  const collection = await evaluateCollection(expression, context);
  const encode = async (element: Element) => JSON.stringify(await encodeValue(native ? element : inDegrees(element)));
  return collectionPage(collection, page, '{"type":"FeatureCollection","features":', encode, context);
}

/** The feature with its geometry as GeoJSON demands it (RFC 7946): straight edges between degrees. */
function inDegrees(element: Element): Element {
  if (!isElement(element) || !(element instanceof Feature))
    throw invalid(`Expected a Feature, got a value of type ${element.typeName}.`);
  const { geometry } = element;
  if (geometry === null || isUnbounded(geometry)) return element;
  return element.withGeometry(transformed(geometry, LONGITUDE_LATITUDE, false, MAX_ERROR));
}
