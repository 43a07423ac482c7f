import { wrong } from '../../../errors.ts';
import type { Image } from '../../../raster/image.ts';
import { constantType, INTEGER_TYPES, unionType } from '../../../raster/pixel-type.ts';
import { toDouble } from '../../../values/number.ts';
import { ArrayValue } from '../../array/array-value.ts';
import { padArray, repeatArray } from '../../array/assemble.ts';
import { projectArray, reshapeArray, transposeArray } from '../../array/shape.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { defaulted, required } from '../../parameter.ts';
import { COLUMN, imageReply, VECTOR } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { bandAt, combineArrayBands, mapArrays, withDimensions } from './declare.ts';
import { pixelwise } from './pixelwise.ts';

const COUNT = INTEGER_TYPES.int32;

function number(value: number): ArrayValue {
  return new ArrayValue([], Float64Array.of(value), COUNT);
}

function vector(values: readonly number[]): ArrayValue {
  return new ArrayValue([values.length], Float64Array.from(values), COUNT);
}

function transposed(image: Image, axis1: number, axis2: number): Image {
  return mapArrays(
    image,
    ({ type }) => withDimensions(type, Math.max(type.dimensions, axis1 + 1, axis2 + 1)),
    (array) => transposeArray(array, axis1, axis2),
  );
}

/** The shape of arrays: asking for it, and changing it. */
export const IMAGE_ARRAY_SHAPE = [
  algorithm({
    name: 'Image.arrayDimensions',
    description: 'The number of dimensions of the arrays.',
    returns: imageType.name,
    parameters: { input: required(imageType) },
    examples: [{ args: { input: VECTOR }, result: imageReply({ array: ['int', [-2147483648, 2147483647]] }) }],
    run: ({ input }) =>
      mapArrays(
        input,
        () => COUNT,
        ({ shape }) => number(shape.length),
      ),
  }),
  algorithm({
    name: 'Image.arrayLength',
    description: 'The length of the arrays along an axis.',
    returns: imageType.name,
    parameters: { input: required(imageType), axis: required(t.integer) },
    examples: [{ args: { input: VECTOR, axis: 0 }, result: imageReply({ array: ['int', [-2147483648, 2147483647]] }) }],
    run: ({ input, axis }) =>
      mapArrays(
        input,
        () => COUNT,
        ({ shape }) => {
          if (axis < 0 || axis >= shape.length) throw wrong(`'axis' must be below ${shape.length}. Got ${axis}.`);
          return number(shape[axis]);
        },
      ),
  }),
  algorithm({
    name: 'Image.arrayLengths',
    description: 'The lengths of the arrays along each axis, as arrays.',
    returns: imageType.name,
    parameters: { input: required(imageType) },
    examples: [{ args: { input: VECTOR }, result: imageReply({ array: ['int', [-2147483648, 2147483647], 1] }) }],
    run: ({ input }) =>
      mapArrays(
        input,
        () => withDimensions(COUNT, 1),
        ({ shape }) => vector(shape),
      ),
  }),
  algorithm({
    name: 'Image.arrayReshape',
    description: 'The elements of the arrays in another shape, which an image gives as arrays of lengths.',
    returns: imageType.name,
    parameters: { image: required(imageType), lengths: required(imageType), dimensions: required(t.integer) },
    examples: [
      { args: { image: VECTOR, lengths: COLUMN, dimensions: 2 }, result: imageReply({ array: ['int', [1, 2], 2] }) },
    ],
    run: ({ image, lengths, dimensions }) =>
      combineArrayBands(
        image,
        lengths,
        ({ type }) => withDimensions(type, dimensions),
        (array, shape) => {
          const reshaped = reshapeArray(array, Array.from(shape.values));
          if (reshaped.shape.length === dimensions) return reshaped;
          throw wrong(`Lengths for ${reshaped.shape.length} dimensions were given; ${dimensions} were announced.`);
        },
      ),
  }),
  algorithm({
    name: 'Image.arrayProject',
    description: 'Removes axes of length 1 from the arrays: only the named axes stay.',
    returns: imageType.name,
    parameters: { input: required(imageType), axes: required(t.list(t.integer)) },
    examples: [{ args: { input: COLUMN, axes: [0] }, result: imageReply({ array: ['int', [1, 2], 1] }) }],
    run: ({ input, axes }) =>
      mapArrays(
        input,
        ({ type }) => withDimensions(type, axes.length),
        (array) => projectArray(array, axes),
      ),
  }),
  algorithm({
    name: 'Image.arrayTranspose',
    description: 'The arrays with two axes swapped.',
    returns: imageType.name,
    parameters: { input: required(imageType), axis1: defaulted(t.integer, 0), axis2: defaulted(t.integer, 1) },
    examples: [{ args: { input: COLUMN }, result: imageReply({ array: ['int', [1, 2], 2] }) }],
    run: ({ input, axis1, axis2 }) => transposed(input, axis1, axis2),
  }),
  algorithm({
    name: 'Image.matrixTranspose',
    description: 'The matrices with two axes swapped.',
    returns: imageType.name,
    parameters: { input: required(imageType), axis1: defaulted(t.integer, 0), axis2: defaulted(t.integer, 1) },
    examples: [{ args: { input: COLUMN }, result: imageReply({ array: ['int', [1, 2], 2] }) }],
    run: ({ input, axis1, axis2 }) => transposed(input, axis1, axis2),
  }),
  algorithm({
    name: 'Image.arrayRepeat',
    description: 'The arrays repeated along an axis, as often as another image says.',
    returns: imageType.name,
    parameters: { input: required(imageType), axis: required(t.integer), copies: required(imageType) },
    examples: [{ args: { input: VECTOR, axis: 1, copies: 3 }, result: imageReply({ array: ['int', [1, 2], 2] }) }],
    run: ({ input, axis, copies }) =>
      combineArrayBands(
        input,
        copies,
        ({ type }) => withDimensions(type, Math.max(type.dimensions, axis + 1)),
        (array, count) => repeatArray(array, axis, count.values[0]),
      ),
  }),
  algorithm({
    name: 'Image.arrayPad',
    description: 'Extends the arrays to the given lengths, filled up with a value.',
    returns: imageType.name,
    parameters: { image: required(imageType), lengths: required(t.list(t.integer)), pad: defaulted(t.number, 0) },
    examples: [{ args: { image: VECTOR, lengths: [4], pad: 0 }, result: imageReply({ array: ['int', [0, 2], 1] }) }],
    run: ({ image, lengths, pad }) => {
      const fill = toDouble(pad);
      return mapArrays(
        image,
        ({ type }) => {
          const both = unionType(type, constantType(fill, Number.isInteger(fill)));
          return withDimensions(both, Math.max(type.dimensions, lengths.length));
        },
        (array) => padArray(array, lengths, fill),
      );
    },
  }),
  algorithm({
    name: 'Image.arrayGet',
    description:
      'The elements of the arrays at a position: an image with a band for each axis. Negative positions count from the end.',
    returns: imageType.name,
    parameters: { image: required(imageType), position: required(imageType) },
    examples: [{ args: { image: VECTOR, position: 0 }, result: imageReply({ array: ['int', [1, 2]] }) }],
    run: ({ image, position }) =>
      image
        .withBands(
          image.bands.flatMap((band, i) => {
            const axes =
              position.bands.length === 1 && band.type.dimensions <= 1 ? [bandAt(position, i)] : position.bands;
            const type = withDimensions(band.type, 0);
            return pixelwise([band, ...axes], [{ id: band.id, type }], (array, ...at) => [
              element(
                array,
                at.map(({ values }) => values[0]),
              ),
            ]);
          }),
        )
        .withoutIdentity(),
  }),
];

/** The element at a position, whose negative numbers count from the end; null, which masks the pixel, if the array does not have it. */
function element(array: ArrayValue, position: readonly number[]): ArrayValue | null {
  if (position.length !== array.shape.length) {
    throw wrong(`A position of ${position.length} axes does not fit an array of ${array.shape.length} dimensions.`);
  }
  let place = 0;
  for (const [axis, length] of array.shape.entries()) {
    const at = position[axis] < 0 ? position[axis] + length : position[axis];
    if (at < 0 || at >= length) return null;
    place = place * length + at;
  }
  return new ArrayValue([], Float64Array.of(array.values[place]), array.type);
}
