import { wrong } from '../../errors.ts';
import type { Keyed } from '../../values/equality.ts';
import type { Encoder, Json, MaybePromise, ObjectValue } from '../../values/value.ts';
import { type ArrayValue, shapeText } from '../array/array-value.ts';

/** The number of samples for each pair of an actual class (rows) and a predicted class (columns). */
export class ConfusionMatrix implements ObjectValue, Keyed {
  readonly typeName = 'ConfusionMatrix';
  readonly array: ArrayValue;
  /** The class of each row and column. */
  readonly order: readonly number[];

  constructor(array: ArrayValue, order: readonly number[] | null) {
    const [rows, columns] = array.shape;
    if (array.shape.length !== 2 || rows !== columns) {
      throw wrong(`A square matrix is expected. Got the lengths ${shapeText(array.shape)}.`);
    }
    if (order !== null && order.length !== rows) {
      throw wrong(`'order' must have ${rows} elements, one for each row. Got ${order.length}.`);
    }
    this.array = array;
    this.order = order ?? Array.from({ length: rows }, (_, i) => i);
  }

  get size(): number {
    return this.order.length;
  }

  /** The number of correct predictions of each class. */
  get correct(): number[] {
    return this.order.map((_, i) => this.array.values[i * (this.size + 1)]);
  }

  /** The number of samples of each actual class. */
  get actual(): number[] {
    return this.order.map((_, row) => sum(this.order.map((__, column) => this.#at(row, column))));
  }

  /** The number of predictions of each class. */
  get predicted(): number[] {
    return this.order.map((_, column) => sum(this.order.map((__, row) => this.#at(row, column))));
  }

  get total(): number {
    return sum([...this.array.values]);
  }

  #at(row: number, column: number): number {
    return this.array.values[row * this.size + column];
  }

  encode(encoder: Encoder): MaybePromise<Json> {
    return this.array.encode(encoder);
  }

  key(): string {
    return `${this.order.join()}:${this.array.key()}`;
  }
}

/** The sum of numbers. */
export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
