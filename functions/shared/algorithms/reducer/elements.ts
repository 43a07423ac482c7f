import { wrong } from '../../errors.ts';
import { DOUBLE, PixelType } from '../../raster/pixel-type.ts';
import { isNumberValue, toDouble } from '../../values/number.ts';
import { isDictionary, isList, type Value } from '../../values/value.ts';
import { arrayFrom } from '../array/array-from.ts';
import { ArrayValue, sameShape, shapeText, sizeOf, stridesOf } from '../array/array-value.ts';
import { existingAxis } from '../array/axis.ts';
import { algorithm } from '../declare.ts';
import { $call } from '../example.ts';
import * as t from '../language/types.ts';
import { optional, required } from '../parameter.ts';
import type { Accumulator } from './accumulator.ts';
import { Reducer } from './reducer.ts';
import { reducerType } from './reducer-type.ts';

function arrayInput(value: Value): ArrayValue {
  return value instanceof ArrayValue ? value : arrayFrom(value, null);
}

/** Reduces each position of arrays of one shape apart. */
function forEachElement(reducer: Reducer): Reducer {
  const open = (): Accumulator => {
    let shape: readonly number[] | undefined;
    let positions: Accumulator[] = [];
    return {
      add(inputs, weights) {
        if (inputs.includes(null)) return;
        const arrays = inputs.map(arrayInput);
        if (shape === undefined) {
          shape = arrays[0].shape;
          positions = Array.from({ length: sizeOf(shape) }, () => reducer.open());
        }
        for (const array of arrays) {
          if (sameShape(array.shape, shape)) continue;
          throw wrong(`All arrays must have the same shape. Got ${shapeText(shape)} and ${shapeText(array.shape)}.`);
        }
        positions.forEach((position, i) => {
          position.add(
            arrays.map((array) => array.number(i)),
            weights,
          );
        });
      },
      results: () => {
        if (shape === undefined) return reducer.outputs.map(() => null);
        const results = positions.map((position) => position.results());
        return reducer.outputs.map((_, output) =>
          arrayOfResults(
            shape ?? [],
            results.map((values) => values[output]),
          ),
        );
      },
    };
  };
  return new Reducer({
    name: 'forEachElement',
    parts: [reducer],
    inputs: reducer.inputs,
    outputs: reducer.outputs,
    open,
    pixelTypes: (types) =>
      reducer
        .pixelTypes(types.map(withoutDimensions))
        .map(({ precision, min, max }) => new PixelType(precision, min, max, types[0].dimensions)),
  });
}

function withoutDimensions({ precision, min, max }: PixelType): PixelType {
  return new PixelType(precision, min, max);
}

function arrayOfResults(shape: readonly number[], results: readonly Value[]): ArrayValue {
  const numbers = results.map((result) => {
    if (result === null) return Number.NaN;
    if (isNumberValue(result)) return toDouble(result);
    throw wrong('The reducer must have numbers as its outputs.');
  });
  return new ArrayValue(shape, Float64Array.from(numbers), DOUBLE);
}

/** The items of a list, a dictionary or an array; of an array along an axis, the arrays across it. Others are an item themselves. */
function itemsOf(value: Value, axis: number | null): readonly Value[] {
  if (isList(value)) return value;
  if (isDictionary(value)) return [...value.keys()].sort().map((key) => value.get(key) as Value);
  if (!(value instanceof ArrayValue)) return [value];
  if (axis === null) return Array.from(value.values, (_, i) => value.number(i));
  return slices(value, existingAxis(value, axis));
}

/** The arrays of one dimension less that an array has across an axis. */
function slices(array: ArrayValue, axis: number): ArrayValue[] {
  const stride = stridesOf(array.shape)[axis];
  const length = array.shape[axis];
  const shape = array.shape.toSpliced(axis, 1);
  return Array.from({ length }, (_, place) => {
    const values = array.values.filter((__, i) => Math.floor(i / stride) % length === place);
    return new ArrayValue(shape, values, array.type);
  });
}

/** Passes the items of its inputs on, one by one. */
function disaggregate(reducer: Reducer, axis: number | null): Reducer {
  const open = (): Accumulator => {
    const accumulator = reducer.open();
    return {
      add(inputs, weights) {
        const items = inputs.map((input) => itemsOf(input, axis));
        const counts = new Set(items.filter((list, i) => list[0] !== inputs[i]).map((list) => list.length));
        if (counts.size > 1)
          throw wrong(`All inputs must have the same number of items. Got ${[...counts].join(' and ')}.`);
        const count = [...counts][0] ?? 1;
        for (let i = 0; i < count; i++) {
          accumulator.add(
            items.map((list, input) => (list[0] === inputs[input] ? list[0] : list[i])),
            weights,
          );
        }
      },
      results: () => accumulator.results(),
    };
  };
  return new Reducer({
    name: 'disaggregate',
    parts: [reducer],
    inputs: reducer.inputs,
    outputs: reducer.outputs,
    open,
    pixelTypes: (types) => reducer.pixelTypes(types.map(withoutDimensions)),
  });
}

/** Reducers that reduce each element of arrays separately, or take the elements of arrays, lists and dictionaries one by one. */
export const ELEMENT_REDUCERS = [
  algorithm({
    name: 'Reducer.forEachElement',
    description: 'Reduces arrays of one shape element by element, to arrays of that shape.',
    returns: 'Reducer',
    parameters: { reducer: required(reducerType) },
    examples: [
      {
        args: { reducer: $call('Reducer.sum', {}) },
        result: { type: 'Reducer.forEachElement', inputs: 1, outputs: ['sum'] },
      },
    ],
    run: ({ reducer }) => forEachElement(reducer),
  }),
  algorithm({
    name: 'Reducer.disaggregate',
    description:
      'Passes the items of arrays, lists and dictionaries to a reducer one by one, and other values as they are.',
    returns: 'Reducer',
    parameters: { reducer: required(reducerType), axis: optional(t.integer) },
    examples: [
      {
        args: { reducer: $call('Reducer.sum', {}) },
        result: { type: 'Reducer.disaggregate', inputs: 1, outputs: ['sum'] },
      },
    ],
    run: ({ reducer, axis }) => disaggregate(reducer, axis),
  }),
];
