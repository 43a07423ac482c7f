import { awayError, ServiceError } from '../errors.ts';
import { CrsError } from '../raster/crs/crs.ts';
import { GeoTiffError } from '../raster/geotiff/geotiff.ts';

/** The error that the caller should see, also where a service that is needed does not answer; undefined for internal errors. */
export function refusalOf(error: unknown): ServiceError | undefined {
  if (error instanceof ServiceError) return error;
  if (error instanceof GeoTiffError || error instanceof CrsError)
    return new ServiceError('INVALID_ARGUMENT', error.message);
  if (error instanceof RangeError) {
    // Allocations and recursion beyond what the engine gives: a request that is too large, not a fault of ours.
    return new ServiceError('INVALID_ARGUMENT', 'User memory limit exceeded.');
  }
  return awayError(error);
}
