import { ServiceError } from '../errors.ts';
import { CrsError } from '../raster/crs/crs.ts';
import { GeoTiffError } from '../raster/geotiff/geotiff.ts';

/** What the caller should be told of an error; undefined for errors that are ours. */
export function refusalOf(error: unknown): ServiceError | undefined {
  if (error instanceof ServiceError) return error;
  if (error instanceof GeoTiffError || error instanceof CrsError)
    return new ServiceError('INVALID_ARGUMENT', error.message);
  if (error instanceof RangeError) {
    // Allocations and recursion beyond what the engine gives: a request that is too large, not a fault of ours.
    return new ServiceError('INVALID_ARGUMENT', 'User memory limit exceeded.');
  }
  return undefined;
}
