import { combineBands, mapBands } from '../../raster/band-math.ts';
import type { ScalarOperation } from '../../raster/scalar/operation.ts';
import { SCALAR_OPERATIONS } from '../../raster/scalar/table.ts';
import { type Algorithm, algorithm } from '../declare.ts';
import { required } from '../parameter.ts';
import * as t from '../types.ts';

function declare(operation: ScalarOperation, alias: string, hidden: boolean): Algorithm {
  const name = `Image.${alias}`;
  const common = { name, returns: t.image.name, hidden };
  if (operation.arity === 1) {
    return algorithm({
      ...common,
      description: `${operation.description} For each pixel of each band.`,
      parameters: { value: required(t.image) },
      run: ({ value }) => mapBands(value, operation),
    });
  }
  return algorithm({
    ...common,
    description: `${operation.description} For each pixel of each matched pair of bands.`,
    parameters: { image1: required(t.image), image2: required(t.image) },
    run: ({ image1, image2 }) => combineBands(name, operation, image1, image2),
  });
}

/** The Image family of the scalar operations, older names included. */
export const IMAGE_MATH = SCALAR_OPERATIONS.flatMap((operation) => [
  declare(operation, operation.name, false),
  ...operation.aliases.map((alias) => declare(operation, alias, true)),
]);
