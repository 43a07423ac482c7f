import { wrong } from '../../errors.ts';
import { DOUBLE } from '../../raster/pixel-type.ts';
import type { Value } from '../../values/value.ts';
import { arrayFrom } from '../array/array-from.ts';
import { ArrayValue, shapeText } from '../array/array-value.ts';
import { valueReducer } from './kinds.ts';
import { plainReducer } from './plain.ts';
import type { Reducer } from './reducer.ts';
import { matrix } from './result-types.ts';

/** Longest arrays: the matrix grows with the square of their length. */
const MAX_LENGTH = 1000;

/** The covariances of the positions of arrays of one length, over as many as there are arrays. */
class Covariances {
  readonly length: number;
  readonly #centred: boolean;
  readonly #means: Float64Array;
  readonly #sums: Float64Array;
  #count = 0;

  constructor(length: number, centred: boolean) {
    if (length > MAX_LENGTH) throw wrong(`Arrays may have at most ${MAX_LENGTH} elements. Got ${length}.`);
    this.length = length;
    this.#centred = centred;
    this.#means = new Float64Array(length);
    this.#sums = new Float64Array(length * length);
  }

  add(values: Float64Array): void {
    if (values.length !== this.length) {
      throw wrong(`All arrays must have the same length. Got ${this.length} and ${values.length}.`);
    }
    const before = values.map((value, i) => value - this.#means[i]);
    this.#count++;
    if (!this.#centred) for (let i = 0; i < this.length; i++) this.#means[i] += before[i] / this.#count;
    for (let i = 0; i < this.length; i++) {
      const after = values[i] - this.#means[i];
      for (let j = 0; j < this.length; j++) this.#sums[i * this.length + j] += after * before[j];
    }
  }

  result(): ArrayValue {
    return new ArrayValue(
      [this.length, this.length],
      this.#sums.map((sum) => sum / this.#count),
      DOUBLE,
    );
  }
}

function covarianceReducer(name: string, centred: boolean): Reducer {
  return valueReducer(
    name,
    'covariance',
    () => {
      let covariances: Covariances | undefined;
      return {
        add: (value) => {
          if (value === null) return;
          const array = value instanceof ArrayValue ? value : arrayFrom(value, null);
          if (array.shape.length !== 1) {
            throw wrong(`Arrays of one dimension are needed. Got one of the shape ${shapeText(array.shape)}.`);
          }
          covariances ??= new Covariances(array.shape[0], centred);
          covariances.add(array.values);
        },
        result: (): Value => covariances?.result() ?? null,
      };
    },
    { type: matrix },
  );
}

/** Covariances of arrays. */
export const COVARIANCE_REDUCERS = [
  plainReducer(covarianceReducer('covariance', false), 'The covariance matrix of arrays of one dimension and length.'),
  plainReducer(
    covarianceReducer('centeredCovariance', true),
    'The covariance matrix of arrays of one dimension and length whose means are 0 already.',
  ),
];
