import { namedError } from '../../errors.ts';
import type { Loader } from '../../raster/pixels/node.ts';

/** The loader with an algorithm's name in its errors: pixels are computed long after the algorithm has returned. */
export function namedLoader(name: string, loader: Loader): Loader {
  return {
    fractionalMask: loader.fractionalMask,
    load: (bands, grid, context) =>
      loader.load(bands, grid, context).catch((error: unknown) => {
        throw namedError(name, error);
      }),
  };
}
