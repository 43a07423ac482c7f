import type { ScalarOperation } from '../../raster/scalar/operation.ts';
import { SCALAR_OPERATIONS } from '../../raster/scalar/table.ts';
import { type Algorithm, algorithm } from '../declare.ts';
import { required } from '../parameter.ts';
import { imageType } from './image-type.ts';
import { imageExample } from './math-examples.ts';
import { combineOperation, mapOperation } from './operation.ts';

function declare(operation: ScalarOperation, alias: string, hidden: boolean): Algorithm {
  const name = `Image.${alias}`;
  const common = { name, returns: imageType.name, hidden };
  if (operation.arity === 1) {
    return algorithm({
      ...common,
      description: `${operation.description} For each pixel of each band.`,
      parameters: { value: required(imageType) },
      examples: [imageExample(operation.name, ['value'])],
      run: ({ value }) => mapOperation(value, operation),
    });
  }
  return algorithm({
    ...common,
    description: `${operation.description} For each pixel of each matched pair of bands.`,
    parameters: { image1: required(imageType), image2: required(imageType) },
    examples: [imageExample(operation.name, ['image1', 'image2'])],
    run: ({ image1, image2 }) => combineOperation(name, operation, image1, image2),
  });
}

/** The Image family of the scalar operations, older names included. */
export const IMAGE_MATH = SCALAR_OPERATIONS.flatMap((operation) => [
  declare(operation, operation.name, false),
  ...operation.aliases.map((alias) => declare(operation, alias, true)),
]);
