import { keptWithin, withFootprint } from '../../raster/band-footprint.ts';
import { type Band, Image } from '../../raster/image.ts';
import { unionType } from '../../raster/pixel-type.ts';
import { loaded } from '../../raster/pixels/node.ts';
import { WGS84 } from '../../raster/projection.ts';
import { andThen, type Value } from '../../values/value.ts';
import type { Context } from '../context.ts';
import { type Algorithm, algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { type BandType, imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import { firstBand } from '../image/needed-bands.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { BASIC_REDUCERS } from '../reducer/basic.ts';
import { LOGIC_REDUCERS } from '../reducer/logic.ts';
import { QUANTILE_REDUCERS } from '../reducer/quantiles.ts';
import type { Reducer } from '../reducer/reducer.ts';
import { reducerType } from '../reducer/reducer-type.ts';
import { refusedUnlessHomogeneous } from './homogeneous.ts';
import { imageCollectionType } from './image-collection-type.ts';
import { imagesOf } from './images.ts';
import { StackLoader } from './stack.ts';

/** The bands of a reduced stack; `name` gives each output its band name. */
function reduced(
  layers: readonly (readonly Band[])[],
  reducer: Reducer,
  projection: Band['projection'],
  name: (output: string) => string,
): Band[] {
  const loader = new StackLoader(layers, reducer);
  const inputs = reducer.inputs.map((_, i) => layers.map((layer) => layer[i].type).reduce(unionType));
  const types = reducer.pixelTypes(inputs);
  return reducer.outputs.map((output, i) => ({
    id: name(output),
    type: types[i],
    projection,
    pixels: loaded(loader, i),
  }));
}

/** Reduces the bands of the same name of all images. */
function reduceByBand(
  images: readonly Image[],
  reducer: Reducer,
  name: (band: string, output: string) => string,
): Image {
  const refused = refusedUnlessHomogeneous(images);
  const stacks = new Map<string, Band[][]>();
  for (const { bands } of refused ? [refused] : images) {
    for (const band of bands) {
      const stack = stacks.get(band.id);
      if (stack) stack.push([band]);
      else stacks.set(band.id, [[band]]);
    }
  }
  return new Image(
    [...stacks].flatMap(([id, layers]) => reduced(layers, reducer, WGS84, (output) => name(id, output))),
  );
}

/** Reduces all bands together, which are the inputs of a reducer in their order. */
function reduceTogether(images: readonly Image[], reducer: Reducer): Image {
  if (images.length === 0) return new Image([]);
  const refused = refusedUnlessHomogeneous(images);
  const layers = refused ? [refused.bands] : images.map((image) => image.bands);
  return new Image(reduced(layers, reducer, WGS84, (output) => output));
}

const REDUCERS = new Map(
  [...BASIC_REDUCERS, ...LOGIC_REDUCERS, ...QUANTILE_REDUCERS].map((entry) => [entry.name, entry]),
);

/** The functions that `ee.ImageCollection` has for single reducers; their bands keep their names. */
function shorthand(reducer: string, description: string, type: BandType): Algorithm {
  return algorithm({
    name: `reduce.${reducer}`,
    description,
    returns: imageType.name,
    parameters: { collection: required(imageCollectionType) },
    examples: [{ args: { collection: TWO }, result: imageReply({ constant: type }) }],
    run: ({ collection }, context: Context) => {
      const made = REDUCERS.get(`Reducer.${reducer}`)?.invoke(new Map(), context) as Reducer;
      return andThen(imagesOf(collection, context), (images): Value => reduceByBand(images, made, (band) => band));
    },
  });
}

const TWO = $call('ImageCollection.fromImages', { images: [1, 2] });
const band = (id: string, type: { [key: string]: string | number }) => ({
  id,
  data_type: { type: 'PixelType', ...type },
  crs: 'EPSG:4326',
  crs_transform: [1, 0, 0, 0, 1, 0],
});

/** Stacks of pixels as one. */
export const IMAGE_COLLECTION_REDUCE = [
  algorithm({
    name: 'ImageCollection.reduce',
    description:
      'Reduces all images, pixel by pixel: band by band, or with all bands as inputs if the reducer has several.',
    returns: imageType.name,
    parameters: {
      collection: required(imageCollectionType),
      reducer: required(reducerType),
      parallelScale: defaulted(t.float, 1),
    },
    examples: [
      {
        args: { collection: TWO, reducer: $call('Reducer.max', {}) },
        result: { type: 'Image', bands: [band('constant_max', { precision: 'int', min: 1, max: 2 })] },
      },
    ],
    run: ({ collection, reducer }, context) =>
      andThen(
        imagesOf(collection, context),
        (images): Value =>
          reducer.inputs.length === 1
            ? reduceByBand(images, reducer, (id, output) => `${id}_${output}`)
            : reduceTogether(images, reducer),
      ),
  }),
  algorithm({
    name: 'Image.reduce',
    description: "Reduces all bands of each pixel; a band for each of the reducer's outputs.",
    returns: imageType.name,
    parameters: { image: required(imageType), reducer: required(reducerType) },
    examples: [
      {
        args: { image: $call('Image.constant', { value: [1, 2] }), reducer: $call('Reducer.minMax', {}) },
        result: { type: 'Image', bands: ['min', 'max'].map((id) => band(id, { precision: 'int', min: 1, max: 2 })) },
      },
    ],
    run: ({ image, reducer }) => {
      const first = firstBand(image);
      const { dimensions, origin } = first;
      const layers = image.bands.map((band) => [band]);
      const bands = reduced(layers, reducer, first.projection, (output) => output);
      const extent = { ...(dimensions ? { dimensions } : {}), ...(origin ? { origin } : {}) };
      const footprint = image.footprint;
      const placed = bands.map((made) => withFootprint({ ...made, ...extent }, footprint));
      return image.withBands(reducer.answersForMasked ? placed.map(keptWithin) : placed).withoutIdentity();
    },
  }),
  shorthand('and', '1 where all images are other than 0.', ['int', [0, 1]]),
  shorthand('or', '1 where any image is other than 0.', ['int', [0, 1]]),
  shorthand('count', 'The number of images that are not masked.', ['int', [-2147483648, 2147483647]]),
  shorthand('max', 'The largest value of all images.', ['int', [1, 2]]),
  shorthand('mean', 'The mean of all images.', ['double', [1, 2]]),
  shorthand('median', 'The median of all images.', ['double', [1, 2]]),
  shorthand('min', 'The smallest value of all images.', ['int', [1, 2]]),
  shorthand('mode', 'The most frequent value of all images.', ['int', [1, 2]]),
  shorthand('product', 'The product of all images.', ['double']),
  shorthand('sum', 'The sum of all images.', ['double']),
];
