import type { Element } from '../algorithms/collection/element.ts';
import { collectionType } from '../algorithms/collection/types.ts';
import type { Context } from '../algorithms/context.ts';
import { imageGeometry } from '../algorithms/geometry/element-geometry.ts';
import { affineMessage, gridMessage, pixelTypeMessage } from '../catalog/grid-message.ts';
import { assetNameOfId } from '../catalog/names.ts';
import { invalid } from '../errors.ts';
import { LONGITUDE_LATITUDE } from '../geometry/geometry.ts';
import { isUnbounded } from '../geometry/parts.ts';
import { transformed } from '../geometry/shapes/transform.ts';
import { translate } from '../raster/affine.ts';
import { type Band, Image } from '../raster/image.ts';
import { encodeValue } from '../values/encode.ts';
import { typeNameOf } from '../values/value.ts';
import { collectionPage } from './collection-page.ts';
import { evaluateText } from './evaluate.ts';
import type { ImagesJob } from './job.ts';
import { ownProperties } from './own-properties.ts';

/** Metres that edges of footprints may be off. */
const MAX_ERROR = 1;

/** One page of the images of an expression, as the JSON text of a reply in UTF-8. */
export async function imagePage({ expression, ...page }: ImagesJob, context: Context): Promise<Uint8Array> {
  const value = await evaluateText(expression, context);
  const collection = collectionType.coerce(value);
  if (!collection) throw invalid(`Expected an ImageCollection, got a value of type ${typeNameOf(value)}.`);
  return collectionPage(
    collection,
    page,
    '{"images":',
    async (element) => JSON.stringify(await message(element)),
    context,
  );
}

/** The message EarthEngineAsset of an image. One that is not an asset has no name. */
async function message(image: Element): Promise<object> {
  if (!(image instanceof Image)) throw invalid(`Expected an ImageCollection, got a ${image.typeName} in it.`);
  const { id, version } = image.fields;
  const { properties, ...times } = await ownProperties(image.properties);
  const size = await encodeValue(image.property('system:asset_size'));
  return {
    type: 'IMAGE',
    ...(id === undefined ? {} : { name: assetNameOfId(id).name, id }),
    ...(version === undefined ? {} : { updateTime: new Date(version / 1000).toISOString() }),
    ...times,
    properties,
    ...(await footprintOf(image)),
    bands: image.bands.map((band) => ({ id: band.id, dataType: pixelTypeMessage(band.type), grid: gridOf(band) })),
    ...(typeof size === 'number' ? { sizeBytes: String(size) } : {}),
  };
}

/** GeoJSON of the footprint; nothing of an unbounded image. */
async function footprintOf(image: Image): Promise<{ readonly geometry?: unknown }> {
  const geometry = imageGeometry(image);
  if (isUnbounded(geometry)) return {};
  return { geometry: await encodeValue(transformed(geometry, LONGITUDE_LATITUDE, false, MAX_ERROR)) };
}

function gridOf({ projection, dimensions, origin = [0, 0] }: Band): object {
  const [column, row] = origin;
  return {
    ...gridMessage(projection, dimensions),
    affineTransform: affineMessage(translate(projection.transform, column, row)),
  };
}
