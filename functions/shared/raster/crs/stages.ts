import type { ProjectionKernel } from './kernel.ts';

/** A kernel over metres, east and north, as one over coordinates in other units, and along other axes ('wsu': westings, southings). */
export function withAxes(kernel: ProjectionKernel, metersPerUnit: number, axis: string): ProjectionKernel {
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
      kernel.toGeographic(coordinates);
    },
    fromGeographic(coordinates) {
      kernel.fromGeographic(coordinates);
      for (let i = 0; i < coordinates.length; i += 2) {
        const [x, y] = [coordinates[i]! / east, coordinates[i + 1]! / north];
        coordinates[i] = swapped ? y : x;
        coordinates[i + 1] = swapped ? x : y;
      }
    },
  };
}

/** A kernel over degrees of its own datum as one over degrees of WGS 84. */
export function withShift(kernel: ProjectionKernel | undefined, shift: ProjectionKernel): ProjectionKernel {
  if (!kernel) return shift;
  return {
    toGeographic(coordinates) {
      kernel.toGeographic(coordinates);
      shift.toGeographic(coordinates);
    },
    fromGeographic(coordinates) {
      shift.fromGeographic(coordinates);
      kernel.fromGeographic(coordinates);
    },
  };
}

/** Longitudes and latitudes in other units, from another meridian. */
export function geographic(degreesPerUnit: number, primeMeridian: number): ProjectionKernel {
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
