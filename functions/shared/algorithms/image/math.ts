import { combineBands, mapBands } from '../../raster/band-math.ts';
import type { Band } from '../../raster/image.ts';
import type { PixelType } from '../../raster/pixel-type.ts';
import type { ScalarOperation } from '../../raster/scalar/operation.ts';
import { SCALAR_OPERATIONS } from '../../raster/scalar/table.ts';
import { combineArrays, mapArray } from '../array/math.ts';
import { type Algorithm, algorithm } from '../declare.ts';
import { required } from '../parameter.ts';
import { combineArrayBands, hasArrays, mapArrays, withDimensions } from './arrays/declare.ts';
import { imageType } from './image-type.ts';
import { imageExample } from './math-examples.ts';

function arrayType(operation: ScalarOperation, { type: a }: Band, { type: b }: Band): PixelType {
  return withDimensions(operation.type(a, b), Math.max(a.dimensions, b.dimensions));
}

function declare(operation: ScalarOperation, alias: string, hidden: boolean): Algorithm {
  const name = `Image.${alias}`;
  const common = { name, returns: imageType.name, hidden };
  if (operation.arity === 1) {
    return algorithm({
      ...common,
      description: `${operation.description} For each pixel of each band.`,
      parameters: { value: required(imageType) },
      examples: [imageExample(operation.name, ['value'])],
      run: ({ value }) =>
        hasArrays(value)
          ? mapArrays(
              value,
              ({ type }) => withDimensions(operation.type(type, type), type.dimensions),
              (array) => mapArray(operation, array),
            )
          : mapBands(value, operation),
    });
  }
  return algorithm({
    ...common,
    description: `${operation.description} For each pixel of each matched pair of bands.`,
    parameters: { image1: required(imageType), image2: required(imageType) },
    examples: [imageExample(operation.name, ['image1', 'image2'])],
    run: ({ image1, image2 }) =>
      hasArrays(image1) || hasArrays(image2)
        ? combineArrayBands(
            image1,
            image2,
            (a, b) => arrayType(operation, a, b),
            (x, y) => combineArrays(operation, x, y),
          )
        : combineBands(name, operation, image1, image2),
  });
}

/** The Image family of the scalar operations, older names included. */
export const IMAGE_MATH = SCALAR_OPERATIONS.flatMap((operation) => [
  declare(operation, operation.name, false),
  ...operation.aliases.map((alias) => declare(operation, alias, true)),
]);
