import { wrong } from '../../errors.ts';
import { Image } from '../../raster/image.ts';
import { DOUBLE } from '../../raster/pixel-type.ts';
import { loaded } from '../../raster/pixels/node.ts';
import { WGS84 } from '../../raster/projection.ts';
import { collectionType } from '../collection/types.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import * as t from '../language/types.ts';
import { required } from '../parameter.ts';
import { reducerType } from '../reducer/reducer-type.ts';
import { AREAS } from './example-features.ts';
import { layerOf } from './feature-layer.ts';
import { namedLoader } from './named-loader.ts';
import { ReduceLoader } from './reduce-loader.ts';

/** Properties of features as pixels. */
export const REDUCE_TO_IMAGE = [
  algorithm({
    name: 'Collection.reduceToImage',
    description:
      "Reduces properties of all features that intersect each pixel; a band for each of the reducer's outputs.",
    returns: imageType.name,
    parameters: {
      collection: required(collectionType),
      properties: required(t.list(t.string)),
      reducer: required(reducerType),
    },
    examples: [
      {
        args: { collection: AREAS, properties: ['a'], reducer: $call('Reducer.mean', {}) },
        result: imageReply({ mean: ['double'] }),
      },
    ],
    run: ({ collection, properties, reducer }, context) => {
      if (properties.length !== reducer.inputs.length) {
        throw wrong(
          `Need ${reducer.inputs.length} properties for the reducer ${reducer.name}. Got ${properties.length}.`,
        );
      }
      const loader = namedLoader(
        'Collection.reduceToImage',
        new ReduceLoader(layerOf(collection, context), properties, reducer),
      );
      const types = reducer.pixelTypes(properties.map(() => DOUBLE));
      return new Image(
        reducer.outputs.map((id, i) => ({ id, type: types[i], projection: WGS84, pixels: loaded(loader, i) })),
      );
    },
  }),
];
