import { wrong } from '../../errors.ts';
import { float, isNumberValue, numberType, toDouble } from '../../values/number.ts';
import { typeNameOf, type Value } from '../../values/value.ts';
import type { NumberAccumulator } from './accumulator.ts';
import type { ReduceNeighborhoods } from './neighborhoods/neighborhood-form.ts';
import { Reducer } from './reducer.ts';
import { alike, type ResultType, type ResultTypes, realNumber } from './result-types.ts';
import type { StartTiles } from './tiles/tile-accumulator.ts';

/** The number that an input is; an error if it is something else. */
export function numberInput(value: Value, name: string): number {
  if (typeof value === 'boolean') return Number(value);
  if (isNumberValue(value)) return toDouble(value);
  throw wrong(`The reducer ${name} needs numbers. Got: ${typeNameOf(value)}.`);
}

/** Faster ways over many pixels. */
interface PixelForms {
  /** Over layers of pixels. */
  readonly tiles?: StartTiles;
  /** Over the neighbours of pixels. */
  readonly neighborhoods?: ReduceNeighborhoods;
}

export interface NumberReducerOptions extends PixelForms {
  readonly outputs?: readonly string[];
  readonly weighted?: boolean;
  /** Whether a result is a float if an input was one; otherwise the result's type follows from its value. */
  readonly keepsType?: boolean;
  /** The pixel types of the results. */
  readonly type?: ResultType;
}

/** A reducer of one input of numbers; nulls are left out. */
export function numberReducer(
  name: string,
  numbers: () => NumberAccumulator,
  { outputs = [name], weighted = false, keepsType = false, type = realNumber, ...forms }: NumberReducerOptions = {},
): Reducer {
  const open = () => {
    const accumulator = numbers();
    let floats = false;
    return {
      add([value]: readonly Value[], [weight]: readonly number[]): void {
        if (value === null) return;
        if (isNumberValue(value)) floats ||= numberType(value) === 'Float';
        accumulator.add(numberInput(value, name), weight);
      },
      results: () => {
        const results = accumulator.results();
        return keepsType && floats
          ? results.map((result) => (isNumberValue(result) ? float(toDouble(result)) : result))
          : results;
      },
    };
  };
  const pixelTypes = alike(outputs.length, type);
  return new Reducer({ name, inputs: [weighted], outputs, open, numbers, pixelTypes, ...forms });
}

/** Takes tuples of numbers, all of which are there. */
export interface TupleAccumulator {
  add(values: readonly number[], weight: number): void;
  results(): readonly Value[];
}

export interface TupleReducerOptions {
  readonly weighted?: boolean;
  /** The pixel types of the results. */
  readonly types?: ResultTypes;
}

/** A reducer of several inputs of numbers; tuples with a null are left out. A tuple's weight is the smallest of its inputs'. */
export function tupleReducer(
  name: string,
  inputs: number,
  outputs: readonly string[],
  start: () => TupleAccumulator,
  { weighted = false, types }: TupleReducerOptions = {},
): Reducer {
  const open = () => {
    const accumulator = start();
    return {
      add(values: readonly Value[], weights: readonly number[]): void {
        if (values.includes(null)) return;
        accumulator.add(
          values.map((value) => numberInput(value, name)),
          Math.min(...weights),
        );
      },
      results: () => accumulator.results(),
    };
  };
  return new Reducer({
    name,
    inputs: new Array<boolean>(inputs).fill(weighted),
    outputs,
    open,
    ...(types ? { pixelTypes: types } : {}),
  });
}

export interface ValueReducerOptions extends PixelForms {
  readonly weighted?: boolean;
  readonly countsMasked?: boolean;
  /** The pixel type of the result. */
  readonly type?: ResultType;
}

/** A reducer of one input of any values, null among them. */
export function valueReducer(
  name: string,
  output: string,
  start: () => { add(value: Value, weight: number): void; result(): Value },
  { weighted = false, countsMasked = false, type = realNumber, ...forms }: ValueReducerOptions = {},
): Reducer {
  const open = () => {
    const accumulator = start();
    return {
      add: ([value]: readonly Value[], [weight]: readonly number[]) => accumulator.add(value, weight),
      results: () => [accumulator.result()],
    };
  };
  const pixelTypes = alike(1, type);
  return new Reducer({
    name,
    inputs: [weighted],
    outputs: [output],
    open,
    countsMasked,
    pixelTypes,
    ...forms,
  });
}
