/** Pixels that belong together: neighbours of the same value. */
export interface Components {
  /** For each pixel the number of its component, from 0; -1 where it is masked. */
  readonly labels: Int32Array;
  readonly count: number;
}

/** The offset of a neighbour in columns and rows. */
export interface Offset {
  readonly x: number;
  readonly y: number;
}

const SIDES: readonly Offset[] = [
  { x: -1, y: 0 },
  { x: 0, y: -1 },
];
const SIDES_AND_CORNERS: readonly Offset[] = [...SIDES, { x: -1, y: -1 }, { x: 1, y: -1 }];

/** Puts pixels that touch (by their corners too, if `eightConnected`) and have the same value into components. */
export function componentsOf(
  values: ArrayLike<number>,
  mask: ArrayLike<number> | undefined,
  width: number,
  height: number,
  eightConnected: boolean,
  check: () => void = () => {},
): Components {
  return componentsAlong(values, mask, width, height, eightConnected ? SIDES_AND_CORNERS : SIDES, check);
}

/**
 * Puts pixels that are neighbours and have the same value into components, numbered in the order of their first pixels row by row. Two
 * passes with a forest of equivalent labels (A. Rosenfeld and J. L. Pfaltz, Sequential operations in digital picture processing, 1966; R. E.
 * Tarjan, 1975).
 * @param mask 0 where pixels belong to nothing
 * @param offsets to neighbours; the way back is one, too
 * @param check called for each row: it throws if the work is to stop
 */
export function componentsAlong(
  values: ArrayLike<number>,
  mask: ArrayLike<number> | undefined,
  width: number,
  height: number,
  offsets: readonly Offset[],
  check: () => void = () => {},
): Components {
  const labels = new Int32Array(width * height).fill(-1);
  const parents = new Int32Array(width * height);
  let used = 0;
  const join = (label: number, other: number): number => {
    if (other < 0) return label;
    const root = rootOf(parents, other);
    if (label < 0) return root;
    const mine = rootOf(parents, label);
    const [low, high] = mine < root ? [mine, root] : [root, mine];
    parents[high] = low;
    return low;
  };
  // Of each pair of neighbours, the one that comes later looks back.
  const back = offsets.flatMap(({ x, y }) => {
    const sign = y > 0 || (y === 0 && x > 0) ? -1 : 1;
    return x === 0 && y === 0 ? [] : [{ x: x * sign, y: y * sign, step: sign * (y * width + x) }];
  });
  for (let y = 0, i = 0; y < height; y++) {
    check();
    for (let x = 0; x < width; x++, i++) {
      if (mask !== undefined && !(mask[i] > 0)) continue;
      let label = -1;
      for (const offset of back) {
        const column = x + offset.x;
        if (column < 0 || column >= width || y + offset.y < 0) continue;
        const at = i + offset.step;
        if (values[at] === values[i]) label = join(label, labels[at]);
      }
      if (label < 0) {
        label = used;
        parents[used] = used++;
      }
      labels[i] = label;
    }
  }
  return { labels, count: renumber(labels, parents) };
}

/** The label that stands for all equivalent ones; paths are halved on the way. */
function rootOf(parents: Int32Array, label: number): number {
  let at = label;
  while (parents[at] !== at) {
    parents[at] = parents[parents[at]];
    at = parents[at];
  }
  return at;
}

/** Gives components consecutive numbers; returns how many there are. */
function renumber(labels: Int32Array, parents: Int32Array): number {
  const numbers = new Int32Array(labels.length).fill(-1);
  let count = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] < 0) continue;
    const root = rootOf(parents, labels[i]);
    if (numbers[root] < 0) numbers[root] = count++;
    labels[i] = numbers[root];
  }
  return count;
}
