import type { CoordinateOperation } from './coordinate-operation.ts';

/**
 * An operation in other units and along other axes than the given one, which is in metres, easting and northing.
 * @param axis as PROJ's `+axis=`, for instance 'wsu' for westing, southing
 */
export function withAxes(operation: CoordinateOperation, metersPerUnit: number, axis: string): CoordinateOperation {
  const swapped = /[ns]/.test(axis[0]!);
  const east = (axis.includes('w') ? -1 : 1) * metersPerUnit;
  const north = (axis.includes('s') ? -1 : 1) * metersPerUnit;
  return {
    toGeographic(coordinates) {
      for (let i = 0; i < coordinates.length; i += 2) {
        const [first, second] = [coordinates[i]!, coordinates[i + 1]!];
        coordinates[i] = (swapped ? second : first) * east;
        coordinates[i + 1] = (swapped ? first : second) * north;
      }
      operation.toGeographic(coordinates);
    },
    fromGeographic(coordinates) {
      operation.fromGeographic(coordinates);
      for (let i = 0; i < coordinates.length; i += 2) {
        const [x, y] = [coordinates[i]! / east, coordinates[i + 1]! / north];
        coordinates[i] = swapped ? y : x;
        coordinates[i + 1] = swapped ? x : y;
      }
    },
  };
}

/** An operation in degrees of WGS 84, from one in degrees of its own datum and the shift from that datum to WGS 84. */
export function withShift(operation: CoordinateOperation | undefined, shift: CoordinateOperation): CoordinateOperation {
  if (!operation) return shift;
  return {
    toGeographic(coordinates) {
      operation.toGeographic(coordinates);
      shift.toGeographic(coordinates);
    },
    fromGeographic(coordinates) {
      shift.fromGeographic(coordinates);
      operation.fromGeographic(coordinates);
    },
  };
}

/**
 * The operation of a geographic system whose longitudes and latitudes are in units of `degreesPerUnit` degrees, and whose longitudes count
 * from a prime meridian, given in degrees east of Greenwich.
 */
export function geographic(degreesPerUnit: number, primeMeridian: number): CoordinateOperation {
  return {
    toGeographic(coordinates) {
      for (let i = 0; i < coordinates.length; i += 2) {
        coordinates[i] = coordinates[i]! * degreesPerUnit + primeMeridian;
        coordinates[i + 1] = coordinates[i + 1]! * degreesPerUnit;
      }
    },
    fromGeographic(coordinates) {
      for (let i = 0; i < coordinates.length; i += 2) {
        coordinates[i] = (coordinates[i]! - primeMeridian) / degreesPerUnit;
        coordinates[i + 1] = coordinates[i + 1]! / degreesPerUnit;
      }
    },
  };
}
