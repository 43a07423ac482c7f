/** An input as the places of its values among the different ones, so that splits are looked for among small integers. */
export interface RankedColumn {
  /** The different values, ascending. */
  readonly values: Float64Array;
  /** The rank of each row's value. */
  readonly ranks: Int32Array;
}

export function rankColumn(column: Float64Array): RankedColumn {
  const sorted = Float64Array.from(column).sort();
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) {
    // Both zeros are one value.
    if (i === 0 || sorted[i] !== sorted[distinct - 1]) sorted[distinct++] = sorted[i] + 0;
  }
  const values = sorted.slice(0, distinct);
  return { values, ranks: Int32Array.from(column, (value) => placeOf(values, value)) };
}

/** The place of a value that is among ascending ones. */
function placeOf(values: Float64Array, value: number): number {
  let [low, high] = [0, values.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A number between two neighbouring values, at least the lower one and below the upper one. */
export function between(lower: number, upper: number): number {
  const middle = lower / 2 + upper / 2;
  return middle >= lower && middle < upper ? middle : lower;
}
