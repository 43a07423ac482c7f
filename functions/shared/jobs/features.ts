import { type Element, isElement } from '../algorithms/collection/element.ts';
import { Feature } from '../algorithms/collection/feature.ts';
import type { Context } from '../algorithms/context.ts';
import { invalid } from '../errors.ts';
import { LONGITUDE_LATITUDE } from '../geometry/geometry.ts';
import { isUnbounded } from '../geometry/parts.ts';
import { transformed } from '../geometry/shapes/transform.ts';
import { encodeValue } from '../values/encode.ts';
import type { FeaturesJob } from './table-job.ts';
import { evaluateCollection } from './table-rows.ts';

/** Metres that edges may be off. */
const MAX_ERROR = 1;

/** One page of the features of an expression, as the JSON text of a reply in UTF-8. */
export async function featurePage(
  { expression, offset, pageSize, native, nextPageToken }: FeaturesJob,
  context: Context,
): Promise<Uint8Array> {
  const cursor = (await evaluateCollection(expression, context)).open();
  const features: string[] = [];
  for (let place = 0; ; place++) {
    const element = await cursor.next();
    if (element === undefined) return pageText(features, '');
    context.spend(1);
    if (place < offset) continue;
    if (features.length === pageSize) return pageText(features, `,"nextPageToken":${JSON.stringify(nextPageToken)}`);
    features.push(JSON.stringify(await encodeValue(native ? element : inDegrees(element))));
  }
}

function pageText(features: readonly string[], next: string): Uint8Array {
  return new TextEncoder().encode(`{"type":"FeatureCollection","features":[${features.join()}]${next}}`);
}

/** The feature with its geometry as GeoJSON demands it (RFC 7946): straight edges between degrees. */
function inDegrees(element: Element): Element {
  if (!isElement(element) || !(element instanceof Feature))
    throw invalid(`Expected a Feature, got a value of type ${element.typeName}.`);
  const { geometry } = element;
  if (geometry === null || isUnbounded(geometry)) return element;
  return element.withGeometry(transformed(geometry, LONGITUDE_LATITUDE, false, MAX_ERROR));
}
