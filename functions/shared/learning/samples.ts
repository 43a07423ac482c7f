/** Samples: a column of numbers for each input, and the targets, row by row. All are finite. */
export interface Samples {
  /** The inputs' names, for learners that are told about inputs by name. */
  readonly names?: readonly string[];
  readonly columns: readonly Float64Array[];
  readonly targets: Float64Array;
}

/**
 * Counts work, in visits of a number.
 * @throws if the request has used up its share
 */
export type Work = (visits: number) => void;

/** The classes of some targets in ascending order, and for each row the place of its class among them. */
export interface Classes {
  readonly labels: Float64Array;
  readonly indices: Int32Array;
}

export function classesOf(targets: Float64Array): Classes {
  const labels = Float64Array.from(new Set(targets)).sort();
  const places = new Map(Array.from(labels, (label, i) => [label, i]));
  return { labels, indices: Int32Array.from(targets, (target) => places.get(target) as number) };
}

/** The rows of each class. */
export function rowsByClass({ labels, indices }: Classes): Int32Array[] {
  const groups = Array.from(labels, (): number[] => []);
  indices.forEach((index, row) => {
    groups[index].push(row);
  });
  return groups.map((group) => Int32Array.from(group));
}

/** The rows one after the other, as predictors want them. */
export function rowsOf(columns: readonly Float64Array[]): Float64Array {
  const width = columns.length;
  const count = columns[0]?.length ?? 0;
  const rows = new Float64Array(count * width);
  for (let column = 0; column < width; column++) {
    const values = columns[column];
    for (let row = 0, at = column; row < count; row++, at += width) rows[at] = values[row];
  }
  return rows;
}
