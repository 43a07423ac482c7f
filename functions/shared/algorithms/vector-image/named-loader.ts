import type { Loader } from '../../raster/pixels/node.ts';
import { rethrowNamed } from '../collection/named-errors.ts';

/** The loader with an algorithm's name in its errors: pixels are computed long after the algorithm has returned. */
export function namedLoader(name: string, loader: Loader): Loader {
  return {
    fractionalMask: loader.fractionalMask,
    load: (bands, grid, context) =>
      loader.load(bands, grid, context).catch((error: unknown) => rethrowNamed(name, error)),
  };
}
