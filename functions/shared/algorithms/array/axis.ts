import { wrong } from '../../errors.ts';
import { type ArrayValue, MAX_DIMENSIONS } from './array-value.ts';

/** An axis that the array has; an error otherwise. */
export function existingAxis(array: ArrayValue, axis: number, name = 'axis'): number {
  const { length } = array.shape;
  if (axis >= 0 && axis < length) return axis;
  throw wrong(`'${name}' must be between 0 and ${length - 1} for an array of ${length} dimensions. Got ${axis}.`);
}

/** The lengths along the axes up to one that the array may not have: missing axes at the end have the length 1. */
export function shapeUpTo(array: ArrayValue, axis: number): number[] {
  if (axis < 0 || axis >= MAX_DIMENSIONS)
    throw wrong(`'axis' must be between 0 and ${MAX_DIMENSIONS - 1}. Got ${axis}.`);
  const shape = [...array.shape];
  while (shape.length <= axis) shape.push(1);
  return shape;
}

/** The one axis along which there is more than one element, or the first; an error if there are several. */
export function singleAxis(shape: readonly number[], name: string): number {
  const long = shape.map((_, axis) => axis).filter((axis) => shape[axis] !== 1);
  if (long.length > 1) throw wrong(`'${name}' may have more than one element along one axis only.`);
  return long[0] ?? 0;
}
