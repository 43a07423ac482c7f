import { wrong } from '../../errors.ts';
import { type Band, Image } from '../../raster/image.ts';
import { unionType } from '../../raster/pixel-type.ts';
import { loaded } from '../../raster/pixels/node.ts';
import { WGS84 } from '../../raster/projection.ts';
import { andThen, type Value } from '../../values/value.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import { withDimensions } from '../image/arrays/declare.ts';
import { imageReply } from '../image/example-image.ts';
import { imageType } from '../image/image-type.ts';
import * as t from '../language/types.ts';
import { defaulted, required } from '../parameter.ts';
import { tupleList } from '../reducer/order.ts';
import { ConcatenateLoader } from './concatenate-loader.ts';
import { refusedUnlessHomogeneous } from './homogeneous.ts';
import { imageCollectionType } from './image-collection-type.ts';
import { imagesOf } from './images.ts';
import { StackLoader } from './stack.ts';

const TWO = $call('ImageCollection.fromImages', { images: [1, 2] });

/** A row for each image, where all of its bands are valid. */
function rows(images: readonly Image[]): Image {
  const [first] = images;
  if (!first) return new Image([]);
  const width = first.bands.length;
  if (width === 0) throw wrong('The images must have bands.');
  const refused = refusedUnlessHomogeneous(images);
  const layers = refused ? [refused.bands] : images.map((image) => image.bands);
  const type = withDimensions(layers.flatMap((bands) => bands.map((band) => band.type)).reduce(unionType), 2);
  const pixels = loaded(new StackLoader(layers, tupleList(width)), 0);
  return new Image([{ id: 'array', type, projection: WGS84, pixels }]);
}

function perBand(images: readonly Image[], axis: number, dropMasked: boolean): Image {
  const layers = new Map<string, Band[]>();
  for (const band of images.flatMap((image) => image.bands)) {
    const same = layers.get(band.id);
    if (same) same.push(band);
    else layers.set(band.id, [band]);
  }
  const bands = Array.from(layers, ([id, same]): Band => {
    const united = same.map((band) => band.type).reduce(unionType);
    if (axis < 0 || axis > united.dimensions)
      throw wrong(
        `'axis' must be between 0 and ${united.dimensions}, the dimensions of the band '${id}'. Got ${axis}.`,
      );
    const type = withDimensions(united, Math.max(united.dimensions, axis + 1));
    return { id, type, projection: WGS84, pixels: loaded(new ConcatenateLoader(same, axis, dropMasked), 0) };
  });
  return new Image(bands);
}

/** Collections of images as images of arrays. */
export const IMAGE_COLLECTION_ARRAYS = [
  algorithm({
    name: 'ImageCollection.toArray',
    description:
      'An array at each pixel: a row for each image whose bands are all valid there, a column for each band.',
    returns: imageType.name,
    parameters: { collection: required(imageCollectionType) },
    examples: [{ args: { collection: TWO }, result: imageReply({ array: ['int', [1, 2], 2] }) }],
    run: ({ collection }, context) => andThen(imagesOf(collection, context), (images): Value => rows(images)),
  }),
  algorithm({
    name: 'ImageCollection.toArrayPerBand',
    description:
      'The values of all images as an array for each band, masked where one of them is unless those are left out.',
    returns: imageType.name,
    parameters: {
      collection: required(imageCollectionType),
      axis: defaulted(t.integer, 0),
      dropMasked: defaulted(t.boolean, false),
    },
    examples: [{ args: { collection: TWO }, result: imageReply({ constant: ['int', [1, 2], 1] }) }],
    run: ({ collection, axis, dropMasked }, context) =>
      andThen(imagesOf(collection, context), (images): Value => perBand(images, axis, dropMasked)),
  }),
];
