import { wrong } from '../../../errors.ts';
import { type Band, Image } from '../../../raster/image.ts';
import { INTEGER_TYPES, unionType } from '../../../raster/pixel-type.ts';
import { ArrayValue } from '../../array/array-value.ts';
import { concatenate } from '../../array/assemble.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { defaulted, required } from '../../parameter.ts';
import { imageReply, PAIR, VECTOR } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { withDimensions } from './declare.ts';
import { arrayEverywhere } from './everywhere.ts';
import { pixelwise } from './pixelwise.ts';

/** The number of dimensions of the concatenation along an axis: one more, if the axis is behind the last. */
function dimensionsAlong(bands: readonly Band[], axis: number): number {
  const inputs = Math.max(...bands.map((band) => band.type.dimensions));
  if (axis < 0 || axis > inputs)
    throw wrong(`'axis' must be between 0 and ${inputs}, the dimensions of the input. Got ${axis}.`);
  return Math.max(inputs, axis + 1);
}

/** All combinations of one label an axis, the last axis fastest. */
function combinations(labels: readonly (readonly string[])[], separator: string): string[] {
  return labels.reduce<string[]>(
    (names, axis, i) => names.flatMap((name) => axis.map((label) => (i === 0 ? label : name + separator + label))),
    [''],
  );
}

/** Between bands of numbers and arrays. */
export const IMAGE_ARRAY_MAKE = [
  algorithm({
    name: 'Image.toArray',
    description: 'The bands as one array a pixel, concatenated along an axis.',
    returns: imageType.name,
    parameters: { image: required(imageType), axis: defaulted(t.integer, 0) },
    examples: [{ args: { image: PAIR }, result: imageReply({ array: ['int', [1, 2], 1] }) }],
    run: ({ image, axis }) => {
      if (image.bands.length === 0) throw wrong('The image has no bands.');
      const type = withDimensions(
        image.bands.map((band) => band.type).reduce(unionType),
        dimensionsAlong(image.bands, axis),
      );
      const bands = pixelwise(image.bands, [{ id: 'array', type }], (...arrays) => [concatenate(arrays, axis)]);
      return image.withBands(bands).withoutIdentity();
    },
  }),
  algorithm({
    name: 'Image.arrayCat',
    description: 'The arrays of two images, concatenated along an axis.',
    returns: imageType.name,
    parameters: { image1: required(imageType), image2: required(imageType), axis: required(t.integer) },
    examples: [
      { args: { image1: VECTOR, image2: VECTOR, axis: 0 }, result: imageReply({ array: ['int', [1, 2], 1] }) },
    ],
    run: ({ image1, image2, axis }) => {
      if (image1.bands.length !== 1 || image2.bands.length !== 1) throw wrong('Both images must have one band.');
      const inputs = [image1.bands[0], image2.bands[0]];
      const type = withDimensions(unionType(inputs[0].type, inputs[1].type), dimensionsAlong(inputs, axis));
      return new Image(
        pixelwise(inputs, [{ id: inputs[0].id, type }], (a, b) => [concatenate([a, b], axis)]),
        image1.fields,
      );
    },
  }),
  algorithm({
    name: 'Image.arrayFlatten',
    description: 'The elements of the arrays as bands, named by a label for each position of each axis.',
    returns: imageType.name,
    parameters: {
      image: required(imageType),
      coordinateLabels: required(t.list(t.list(t.string))),
      separator: defaulted(t.string, '_'),
    },
    examples: [
      {
        args: { image: VECTOR, coordinateLabels: [['a', 'b']] },
        result: imageReply({ a: ['int', [1, 2]], b: ['int', [1, 2]] }),
      },
    ],
    run: ({ image, coordinateLabels, separator }) => {
      const [band] = image.bands;
      if (image.bands.length !== 1) throw wrong('The image must have one band.');
      if (band.type.dimensions !== coordinateLabels.length) {
        throw wrong(
          `Labels for ${coordinateLabels.length} axes do not fit arrays of ${band.type.dimensions} dimensions.`,
        );
      }
      const type = withDimensions(band.type, 0);
      const outputs = combinations(coordinateLabels, separator).map((id) => ({ id, type }));
      const shape = coordinateLabels.map((labels) => labels.length).join();
      const bands = pixelwise([band], outputs, (array) => {
        if (array.shape.join() !== shape) throw wrong(`An array of lengths [${array.shape}] does not fit the labels.`);
        return Array.from(array.values, (value) => new ArrayValue([], Float64Array.of(value), type));
      });
      return image.withBands(bands).withoutIdentity();
    },
  }),
  algorithm({
    name: 'Image.matrixIdentity',
    description: 'An image of the unit matrix of a size everywhere.',
    returns: imageType.name,
    parameters: { size: required(t.integer) },
    examples: [{ args: { size: 2 }, result: imageReply({ identity: ['int', [0, 1], 2] }) }],
    run: ({ size }) => {
      if (!(size > 0 && size <= 1000)) throw wrong(`'size' must be between 1 and 1000. Got ${size}.`);
      const values = Float64Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 0));
      return new Image([arrayEverywhere('identity', new ArrayValue([size, size], values, INTEGER_TYPES.int32))]);
    },
  }),
];
