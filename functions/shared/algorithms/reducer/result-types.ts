import { BOOLEAN, DOUBLE, FLOAT, INTEGER_TYPES, PixelType, unionType } from '../../raster/pixel-type.ts';

/** The pixel types of a reducer's outputs where its inputs are bands of certain types. */
export type ResultTypes = (inputs: readonly PixelType[]) => readonly PixelType[];

/** The pixel type of a result over values of a type. */
export type ResultType = (input: PixelType) => PixelType;

/** Any number: in Float32 of bands that are, or else in Float64. */
export const realNumber: ResultType = (input) => (input.precision === 'float' ? FLOAT : DOUBLE);

/** A value that is one of the inputs. */
export const oneOfThem: ResultType = (input) => input;

/** A number between the smallest and the largest of the values. */
export const betweenThem: ResultType = (input) =>
  new PixelType(realNumber(input).precision, input.min, input.max, input.dimensions);

/** A count. */
export const countOfThem: ResultType = () => INTEGER_TYPES.int32;

/** 0 or 1. */
export const yesOrNo: ResultType = () => BOOLEAN;

function arrayOf(dimensions: number): PixelType {
  return new PixelType('double', DOUBLE.min, DOUBLE.max, dimensions);
}

/** Rows of numbers, as an array. */
export const matrix: ResultType = () => arrayOf(2);

/** Arrays of numbers: one output for each number of dimensions. */
export function arrays(...dimensions: readonly number[]): ResultTypes {
  return () => dimensions.map(arrayOf);
}

/** A number of outputs of one type: the type over all inputs together. */
export function alike(count: number, type: ResultType): ResultTypes {
  return (inputs) => new Array<PixelType>(count).fill(type(inputs.reduce(unionType)));
}
