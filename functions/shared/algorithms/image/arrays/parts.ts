import { wrong } from '../../../errors.ts';
import type { Band } from '../../../raster/image.ts';
import { INTEGER_TYPES } from '../../../raster/pixel-type.ts';
import { ArrayValue } from '../../array/array-value.ts';
import { argmax, sortArray } from '../../array/order.ts';
import { maskArray, sliceArray } from '../../array/parts.ts';
import { algorithm } from '../../declare.ts';
import * as t from '../../language/types.ts';
import { defaulted, optional, required } from '../../parameter.ts';
import { imageReply, VECTOR } from '../example-image.ts';
import { imageType } from '../image-type.ts';
import { bandAt, combineArrayBands, floating, mapArrays, withDimensions } from './declare.ts';
import { pixelwise } from './pixelwise.ts';

/** Parts of arrays, and their order. */
export const IMAGE_ARRAY_PARTS = [
  algorithm({
    name: 'Image.arraySlice',
    description: 'Slices the arrays along an axis; the start and end positions may be images.',
    returns: imageType.name,
    parameters: {
      input: required(imageType),
      axis: defaulted(t.integer, 0),
      start: optional(imageType),
      end: optional(imageType),
      step: defaulted(t.integer, 1),
    },
    examples: [{ args: { input: VECTOR, axis: 0, start: 1 }, result: imageReply({ array: ['int', [1, 2], 1] }) }],
    run: ({ input, axis, start, end, step }) =>
      input
        .withBands(
          input.bands.flatMap((band, i) => {
            const bounds: Band[] = [start, end].flatMap((image) => (image ? [bandAt(image, i)] : []));
            return pixelwise([band, ...bounds], [{ id: band.id, type: band.type }], (array, ...given) => {
              const from = start ? given[0].values[0] : 0;
              const to = end ? given[start ? 1 : 0].values[0] : null;
              return [sliceArray(array, axis, from, to, step)];
            });
          }),
        )
        .withoutIdentity(),
  }),
  algorithm({
    name: 'Image.arrayMask',
    description: 'The parts of the arrays where the arrays of another image are not 0.',
    returns: imageType.name,
    parameters: { input: required(imageType), mask: required(imageType) },
    examples: [{ args: { input: VECTOR, mask: VECTOR }, result: imageReply({ array: ['int', [1, 2], 1] }) }],
    run: ({ input, mask }) => combineArrayBands(input, mask, ({ type }) => type, maskArray),
  }),
  algorithm({
    name: 'Image.arraySort',
    description: 'The arrays sorted along one axis, by their own numbers or by the arrays of another image.',
    returns: imageType.name,
    parameters: { image: required(imageType), keys: optional(imageType) },
    examples: [{ args: { image: VECTOR }, result: imageReply({ array: ['int', [1, 2], 1] }) }],
    run: ({ image, keys }) => combineArrayBands(image, keys ?? image, ({ type }) => type, sortArray),
  }),
  algorithm({
    name: 'Image.arrayArgmax',
    description: 'The position of the largest number of the arrays, as arrays.',
    returns: imageType.name,
    parameters: { image: required(imageType) },
    examples: [{ args: { image: VECTOR }, result: imageReply({ array: ['int', [-2147483648, 2147483647], 1] }) }],
    run: ({ image }) => {
      const type = withDimensions(INTEGER_TYPES.int32, 1);
      return mapArrays(
        image,
        () => type,
        (array) => {
          const position = argmax(array);
          return position && new ArrayValue([position.length], Float64Array.from(position), type);
        },
      );
    },
  }),
  algorithm({
    name: 'Image.arrayDotProduct',
    description: 'The dot product of the vectors of two images.',
    returns: imageType.name,
    parameters: { image1: required(imageType), image2: required(imageType) },
    examples: [{ args: { image1: VECTOR, image2: VECTOR }, result: imageReply({ array: ['double'] }) }],
    run: ({ image1, image2 }) =>
      combineArrayBands(
        image1,
        image2,
        () => floating(0),
        (a, b) => {
          if (a.shape.length !== 1 || b.shape.length !== 1 || a.shape[0] !== b.shape[0]) {
            throw wrong('The arrays must be vectors of the same length.');
          }
          return new ArrayValue(
            [],
            Float64Array.of(a.values.reduce((sum, value, i) => sum + value * b.values[i], 0)),
            floating(0),
          );
        },
      ),
  }),
];
