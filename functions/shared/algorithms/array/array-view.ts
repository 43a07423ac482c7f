import { ArrayValue, allocate } from './array-value.ts';

/** A way to walk over an array's values: for each axis of the result its length, and how far apart its neighbours are. */
export interface View {
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  /** The index of the first value. */
  readonly offset?: number;
}

/** The array that a view of another one shows: slices, transposed axes and repetitions are all made this way. */
export function viewed(array: ArrayValue, view: View): ArrayValue {
  const values = allocate(view.shape);
  forEachIndex(view, (from, to) => {
    values[to] = array.values[from];
  });
  return new ArrayValue(view.shape, values, array.type);
}

/** Calls with the place of each value of a view, and its place in row-major order. */
export function forEachIndex({ shape, strides, offset = 0 }: View, visit: (from: number, to: number) => void): void {
  if (shape.includes(0)) return;
  const index = new Array<number>(shape.length).fill(0);
  let from = offset;
  for (let to = 0; ; to++) {
    visit(from, to);
    let axis = shape.length - 1;
    for (; axis >= 0; axis--) {
      from += strides[axis];
      if (++index[axis] < shape[axis]) break;
      from -= strides[axis] * shape[axis];
      index[axis] = 0;
    }
    if (axis < 0) return;
  }
}
