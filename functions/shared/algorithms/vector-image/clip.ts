import type { Image } from '../../raster/image.ts';
import { loaded, point } from '../../raster/pixels/node.ts';
import { WITHIN } from '../../raster/pixels/rules.ts';
import { Collection } from '../collection/collection.ts';
import { featureCollection } from '../collection/construct.ts';
import { Feature } from '../collection/feature.ts';
import type { Context } from '../context.ts';
import { algorithm } from '../declare.ts';
import { geometryType } from '../geometry/types.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import { type ParameterType, required } from '../parameter.ts';
import { ClipLoader } from './clip-loader.ts';
import { AREAS } from './example-features.ts';
import { layerOf } from './feature-layer.ts';
import { namedLoader } from './named-loader.ts';

/** A collection; a feature or a geometry is converted to a collection of one element. */
const anyFeatures: ParameterType<Collection> = {
  name: 'Object',
  coerce: (value) => {
    if (value instanceof Collection) return value;
    const geometry = geometryType.coerce(value);
    return geometry && featureCollection([new Feature(geometry, new Map())]);
  },
};

/** The image masked where no area of a collection's elements is. It keeps its grid. */
export function clipToFeatures(name: string, image: Image, collection: Collection, context: Context): Image {
  const areas = loaded(namedLoader(name, new ClipLoader(layerOf(collection, context))), 0);
  return image.withBands(image.bands.map((band) => ({ ...band, pixels: point(WITHIN, band.pixels, areas) })));
}

/** Images within the areas of features. */
export const CLIP_TO_COLLECTION = [
  algorithm({
    name: 'Image.clipToCollection',
    description: 'The image masked where no area of the features is.',
    returns: imageType.name,
    parameters: { input: required(imageType), collection: required(anyFeatures) },
    examples: [{ args: { input: 7, collection: AREAS }, result: imageReply({ constant: ['int', [7, 7]] }) }],
    run: ({ input, collection }, context) => clipToFeatures('Image.clipToCollection', input, collection, context),
  }),
];
